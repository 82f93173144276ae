using System.Globalization;
using System.IO.Compression;
using System.Text;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

/// <summary>The files of Data/celery.</summary>
internal static class CeleryData
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Data/celery", name);

    public static byte[] Unpacked(string name)
    {
        using var packed = new GZipStream(File.OpenRead(PathOf(name)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static DatabaseUrl Url(string text) => DatabaseUrl.Parse(text, _ => null, "test");

    public static DatabaseUrl Sqlite(string path) => Url($"sqlite:///{path}");

    /// <summary>Everything that an entry says, as text that can be compared.</summary>
    public static string Shown(CeleryEntry entry)
    {
        var text = new StringBuilder();
        var schedule = entry.Schedule is CelerySchedule.Clocked clocked ? clocked.At.ToString("O", CultureInfo.InvariantCulture) : entry.Schedule.ToString();
        text.Append(CultureInfo.InvariantCulture, $"{entry.Name}|{entry.Task}|{schedule}|{entry.TimeZone}|{entry.ArgsJson}|{entry.KwargsJson}|{entry.Queue}|");
        text.AppendJoin(',', entry.Options.Select(option => $"{option.Key}={option.Value}"));
        text.Append(CultureInfo.InvariantCulture, $"|{entry.Enabled}|{entry.StartTime:O}|{entry.Expires:O}|{entry.ExpireSeconds}|{entry.OneOff}|{entry.LastRun:O}|{entry.Origin}");
        return text.ToString();
    }

    public static IEnumerable<string> Shown(CeleryReading reading) => reading.Entries.Select(Shown).Concat(reading.Refused.Select(refused => refused.ToString()));
}

/// <summary>The shop's SQLite file, unpacked for one test class.</summary>
public sealed class ShopFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-celery-");

    public ShopFile() => File.WriteAllBytes(FullPath, CeleryData.Unpacked("django_celery.sqlite3.gz"));

    public string FullPath => Path.Combine(folder.FullName, "shop.sqlite3");

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
