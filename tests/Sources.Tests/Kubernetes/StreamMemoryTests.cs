using System.Globalization;
using System.Text;
using CostTool.Sources.Kubernetes;

namespace CostTool.Sources.Tests.Kubernetes;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Weighs the heap of the whole process, so no other test may run beside it.</summary>
[Collection(nameof(Alone))]
public sealed class StreamMemoryTests
{
    [Fact]
    public void A_list_of_250_MB_is_read_with_a_small_live_heap()
    {
        // 5,000 pods of 50 kB: most of a pod is what the inventory passes over, as in real lists.
        var list = new EndlessList(items: 5_000, padding: 50_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var reading = InventoryReader.Read(new InventoryFiles([new InventoryFile("pods.json", InventoryRole.Pods, () => list.Restart())]), CancellationToken.None);

        Assert.Equal(5_000, reading.Inventory.Pods.Count);
        Assert.True(list.BytesRead > 250_000_000, $"only {list.BytesRead} bytes were made");
        Assert.Equal(10, list.LiveBytes.Count);
        Assert.All(list.LiveBytes, live => Assert.InRange(live - before, long.MinValue, 16_000_000));
    }

    /// <summary>Makes a list of pods while it is read, and weighs the live heap ten times on the way.</summary>
    private sealed class EndlessList(int items, int padding) : Stream
    {
        private readonly string _padding = new('x', padding);
        private byte[] _item = [];
        private int _at;
        private int _made;

        public List<long> LiveBytes { get; } = [];
        public long BytesRead { get; private set; }

        public EndlessList Restart()
        {
            (_made, _at, _item, BytesRead) = (0, 0, Encoding.UTF8.GetBytes("""{"apiVersion":"v1","items":[""" + Pod(0)), 0);
            LiveBytes.Clear();
            return this;
        }

        public override int Read(Span<byte> buffer)
        {
            if (_at == _item.Length && !Next()) return 0;
            var count = Math.Min(buffer.Length, _item.Length - _at);
            _item.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            BytesRead += count;
            return count;
        }

        private bool Next()
        {
            if (_made > items) return false;
            if (++_made % (items / 10) == 0) LiveBytes.Add(GC.GetTotalMemory(forceFullCollection: true));
            (_at, _item) = (0, Encoding.UTF8.GetBytes(_made < items ? "," + Pod(_made) : _made == items ? """],"kind":"List"}""" : " "));
            return true;
        }

        private string Pod(int number) => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"managedFields":[{"fieldsV1":{"f:{{{number}}}":"{{{_padding}}}"} }],"name":"p{{{number}}}"},"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"x"}],"resources":{"requests":{"cpu":"100m","memory":"64Mi"} } }]},"status":{"phase":"Running"}}""");

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
