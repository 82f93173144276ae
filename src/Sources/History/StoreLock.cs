using System.Globalization;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.History;

/// <summary>The right to write a store, held by one process at a time: an operating-system lock on a file beside it, which ends with its process however that ends.</summary>
public sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream held;

    private StoreLock(FileStream held) => this.held = held;

    /// <summary>Takes the lock, waiting for another holder at most as long as told.</summary>
    /// <param name="store">Path of the store.</param>
    /// <param name="wait">How long to wait; zero to try once.</param>
    /// <param name="clock">The clock to wait by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="what">What is told when another holds it.</param>
    /// <param name="fix">What can be done then.</param>
    /// <exception cref="ProblemException">Another process still holds it.</exception>
    public static async Task<StoreLock> TakeAsync(
        string store, TimeSpan wait, TimeProvider clock, CancellationToken cancellationToken,
        string what = "another run is at work on this store", string fix = "wait for it to end, or let this one wait with --wait SECONDS")
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentNullException.ThrowIfNull(clock);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(store))!);
        var began = clock.GetTimestamp();
        while (true)
        {
            if (TryOpen(store) is { } file)
            {
                await SayWhoAsync(store, clock, cancellationToken).ConfigureAwait(false);
                return new StoreLock(file);
            }

            if (clock.GetElapsedTime(began) >= wait)
                throw new ProblemException(new Problem($"{what}{Holder(store)}", store, fix));
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it could take the lock from a process that is just opening it.</summary>
    public void Dispose() => held.Dispose();

    private static FileStream? TryOpen(string store)
    {
        try
        {
            return new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    // A locked file cannot be read by others, so who holds it stands in a file of its own, which may be left over from a run that was killed.
    private static async Task SayWhoAsync(string store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var aside = HolderFile(store) + ".new";
        var text = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC");
        await File.WriteAllTextAsync(aside, text, cancellationToken).ConfigureAwait(false);
        File.Move(aside, HolderFile(store), overwrite: true);
    }

    private static string Holder(string store)
    {
        try
        {
            var text = File.ReadAllText(HolderFile(store));
            return text.Length is > 0 and < 100 && !text.Any(char.IsControl) ? $" (`{text}`)" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string HolderFile(string store) => store + ".holder";
}
