using System.Text.Json;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Kubernetes;

/// <summary>Reads the output of <c>kubectl get ... -o json</c> as a stream: one object is in memory at a time, whatever the file's size.</summary>
/// <remarks>Takes lists of one kind or of several, lists without kinds, single objects, JSON lines and arrays of any of these; plain, gzipped or in UTF-16.</remarks>
public static class InventoryReader
{
    private const int UsualBuffer = 128 << 10;

    // Lists inside lists come from joined files; more than two levels come from nowhere.
    private const int DeepestList = 4;

    /// <summary>Reads the files of a cluster.</summary>
    /// <exception cref="ProblemException">A file is not kubectl JSON, is cut off, holds other objects than its role says or wrong amounts, or an object is listed twice.</exception>
    public static InventoryReading Read(InventoryFiles files, CancellationToken cancellation) => Read(files, UsualBuffer, cancellation);

    /// <summary>Reads with a buffer of a given first size, which tests make tiny.</summary>
    internal static InventoryReading Read(InventoryFiles files, int bufferSize, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        var problems = new ItemProblems();
        var assembler = new InventoryAssembler(problems);
        var counts = new List<InventoryFileCount>();
        var census = new RoleCensus();
        foreach (var group in files.Files.GroupBy(file => file.Name, StringComparer.Ordinal))
        {
            var reading = new FileReading(group.First(), assembler, problems, census.Open(group.Key, [.. group.Select(file => file.Role)]));
            reading.Run(bufferSize, cancellation);
            counts.Add(new InventoryFileCount(group.Key, reading.Objects));
        }
        problems.ThrowIfAny();
        census.ThrowIfRolesAreUnmet();
        return assembler.Finish(counts);
    }

    private sealed class FileReading(InventoryFile file, InventoryAssembler assembler, ItemProblems problems, FileCensus census)
    {
        public long Objects { get; private set; }

        public void Run(int bufferSize, CancellationToken cancellation)
        {
            using var text = file.OpenText();
            var json = new JsonStreamReader(text, file.Name, bufferSize, cancellation);
            try
            {
                ReadAll(ref json);
            }
            catch (JsonException fault)
            {
                throw json.NotJson(fault);
            }
            catch (InvalidOperationException)
            {
                // What Utf8JsonReader throws on a member name with half a surrogate pair.
                throw new ProblemException(new Problem("a member name is not valid Unicode text", json.Where, "give the output of `kubectl get ... -o json`, unchanged"));
            }
        }

        private void ReadAll(ref JsonStreamReader json)
        {
            var any = false;
            while (json.Read())
            {
                any = true;
                if (json.Token == JsonTokenType.StartArray) ReadItems(ref json, listKind: null, depth: 1);
                else ReadObject(ref json, listKind: null, depth: 0);
                json.Item = 0;
            }
            if (!any) throw new ProblemException(new Problem("the file is empty", file.Name, "write it again with `kubectl get ... -o json`"));
        }

        private void ReadItems(ref JsonStreamReader json, string? listKind, int depth)
        {
            while (json.NextElement()) ReadObject(ref json, listKind, depth);
        }

        private void ReadObject(ref JsonStreamReader json, string? listKind, int depth)
        {
            if (json.Token != JsonTokenType.StartObject || depth > DeepestList)
                throw new ProblemException(new Problem("the JSON is not an object or a list of Kubernetes", json.Where, "give the output of `kubectl get ... -o json`, unchanged"));
            var item = new KubernetesObject();
            json.Item = Objects + 1;
            json.Misfit = null;
            while (KubernetesObjectReader.ReadMembers(ref json, item)) ReadItems(ref json, item.Kind, depth + 1);
            if (!item.IsList) Take(ref json, item, listKind);
        }

        private void Take(ref JsonStreamReader json, KubernetesObject item, string? listKind)
        {
            Objects++;
            var kind = KindRecognition.Of(item, listKind);
            var where = $"{file.Name} item {Objects}";
            if (kind is null)
            {
                problems.Add(new Problem("an object has no `kind` and does not look like a node, a pod or a workload", where, "give the output of `kubectl get ... -o json`, unchanged"));
                return;
            }
            census.Count(kind);
            if (json.Misfit is { } member && KindRecognition.IsKept(kind))
                problems.Add(new Problem($"`{member}` of a {kind} has a value of the wrong type", where, "give the output of `kubectl get ... -o json`, unchanged"));
            else assembler.Add(item, kind, file.Name, Objects);
        }
    }
}
