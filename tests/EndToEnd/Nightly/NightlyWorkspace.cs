using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using CostTool.Cli;

namespace CostTool.EndToEnd.Nightly;

/// <summary>A copy of the sample workspace whose files a test may change between nights.</summary>
internal sealed class NightlyWorkspace : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Copies the sample; a small one leaves out the bill, the schedules and most of the usage, so that a run is short.</summary>
    public NightlyWorkspace(bool small)
    {
        string[] parts = small ? ["k8s", "usage/ingress-nginx.csv.gz"] : ["bill", "k8s", "usage", "policy.yaml"];
        foreach (var part in parts)
        {
            var source = Repository.Path("samples", "atelier", part);
            foreach (var file in Directory.Exists(source) ? Directory.GetFiles(source) : [source])
            {
                var target = File(Path.GetRelativePath(Repository.Path("samples", "atelier"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                System.IO.File.Copy(file, target);
            }
        }

        System.IO.File.WriteAllText(File("costtool.yaml"), "name: atelier\nregion: eu-west-3\n");
    }

    public string Folder => folder.Path;

    public string Store => File("history/costtool.duckdb");

    public string File(string name) => folder.In(name.Split('/'));

    public string Digest(string day, string form = "json") => File($"nightly/{day}.{form}");

    public JsonNode Read(string day) => JsonNode.Parse(System.IO.File.ReadAllBytes(Digest(day)))!;

    /// <summary>Name and bytes of every digest.</summary>
    public Dictionary<string, string> Digests() =>
        Directory.Exists(File("nightly")) ? Directory.GetFiles(File("nightly")).ToDictionary(file => Path.GetFileName(file), System.IO.File.ReadAllText) : [];

    public async Task<string> RunAsync(string day, params string[] options)
    {
        var result = await CommandLine.RunAsync(["nightly", Folder, "--as-of", day, .. options]);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.Code);
        return result.Output;
    }

    /// <summary>Starts a run as a process of its own.</summary>
    public Process Start(string day)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(CostToolCommand).Assembly.Location, "nightly", Folder, "--as-of", day]) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Writes a usage file again with the rows that are wanted.</summary>
    public void FilterUsage(string name, Func<string, bool> keep)
    {
        List<string> lines = [];
        using (var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(Repository.Path("samples", "atelier", "usage", name)), CompressionMode.Decompress)))
        {
            lines.Add(reader.ReadLine()!);
            while (reader.ReadLine() is { } line)
            {
                if (keep(line)) lines.Add(line);
            }
        }

        using var writer = new StreamWriter(new GZipStream(System.IO.File.Create(File($"usage/{name}")), CompressionLevel.Fastest));
        foreach (var line in lines) writer.Write(line + "\n");
    }

    /// <summary>Sets what a container asks for in every pod and controller of a workload.</summary>
    public void Resize(string workload, string container, long millicores, long bytes)
    {
        var name = workload.Split('/')[2];
        foreach (var file in (string[])["k8s/pods.json", "k8s/workloads.json"])
        {
            var list = JsonNode.Parse(System.IO.File.ReadAllBytes(File(file)))!;
            foreach (var item in list["items"]!.AsArray())
            {
                if ((string)item!["metadata"]!["namespace"]! != workload.Split('/')[0]) continue;
                if (!((string)item["metadata"]!["name"]!).StartsWith(name, StringComparison.Ordinal)) continue;
                var containers = (item["spec"]!["containers"] ?? item["spec"]!["template"]?["spec"]?["containers"])?.AsArray() ?? [];
                foreach (var one in containers.Where(one => (string)one!["name"]! == container))
                {
                    var resources = one!["resources"]!.AsObject();
                    resources["requests"] = new JsonObject { ["cpu"] = $"{millicores}m", ["memory"] = $"{bytes}" };
                    resources.Remove("limits");
                }
            }

            System.IO.File.WriteAllText(File(file), list.ToJsonString());
        }
    }

    public void Dispose() => folder.Dispose();
}
