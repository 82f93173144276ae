using System.IO.Compression;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Kubernetes;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Tests.Workspaces;

public sealed class WorkspaceReaderTests : IDisposable
{
    private const string Kubectl = """{"apiVersion":"v1","items":[],"kind":"List"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costtool-workspace-");

    [Fact]
    public void A_configured_workspace_is_read_as_it_says()
    {
        Put("bill/2.csv.gz", "bill/1.csv.gz", "k8s/nodes.json", "k8s/pods-a.json", "k8s/pods-b.json", "ecs/services.json", "usage/cpu.parquet", "rules.yaml", "notes.txt");
        Configure("""
            name: atelier
            region: eu-west-3
            month: 2026-10
            bill: [bill/*.csv.gz]
            kubernetes: {nodes: k8s/nodes.json, pods: [k8s/pods-*.json]}
            ecs: ecs/*.json
            usage: usage
            celery: {beat: celery/beat.json, database: "postgresql://app@db/celery"}
            prices: builtin
            policy: rules.yaml
            """);
        var workspace = Open();
        Assert.Equal("atelier", workspace.Name);
        Assert.Equal("eu-west-3", workspace.Region?.Code);
        Assert.Equal(new DateOnly(2026, 10, 1), workspace.Month);
        Assert.Equal(["bill/1.csv.gz", "bill/2.csv.gz"], Paths(workspace.Bill));
        Assert.Equal(
            [(InventoryRole.Nodes, "k8s/nodes.json"), (InventoryRole.Pods, "k8s/pods-a.json"), (InventoryRole.Pods, "k8s/pods-b.json")],
            workspace.Kubernetes.Select(input => (input.Role, input.File.Path)));
        Assert.Equal(["ecs/services.json"], Paths(workspace.Ecs));
        Assert.Equal(["usage/cpu.parquet"], Paths(workspace.Usage));
        Assert.Equal("postgresql://app@db/celery", workspace.Celery["database"]);
        Assert.Null(workspace.PricesFolder);
        Assert.Equal("rules.yaml", workspace.Policy?.Path);
        Assert.Equal("costtool.yaml", workspace.Configuration?.Path);
    }

    [Fact]
    public void Without_a_configuration_the_folders_speak()
    {
        Put("bill/20261001-20261101/cur.csv", "bill/20261001-20261101/cur-Manifest.json", "k8s/all.json", "usage/week1.csv.gz", "celery/beat.json", "celery/events.jsonl.gz", "policy.yaml", "README.md");
        var workspace = Open();
        Assert.Equal(_folder.Name, workspace.Name);
        Assert.Equal(["bill/20261001-20261101/cur.csv"], Paths(workspace.Bill)); // the manifest is not a bill
        Assert.Equal([(InventoryRole.Any, "k8s/all.json")], workspace.Kubernetes.Select(input => (input.Role, input.File.Path)));
        Assert.Equal(["usage/week1.csv.gz"], Paths(workspace.Usage));
        Assert.Equal([("beat", "celery/beat.json"), ("history", "celery/events.jsonl.gz")], workspace.Celery.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("policy.yaml", workspace.Policy?.Path);
        Assert.Null(workspace.Configuration);
        Assert.Null(workspace.Region);
    }

    [Fact]
    public void Files_that_lie_in_the_folder_itself_are_told_by_their_content()
    {
        PutText("october.csv", "identity/LineItemId,lineItem/UnblendedCost\n");
        PutText("focus.csv", "BilledCost,BillingAccountId\n");
        PutText("other.csv", "a,b\n");
        PutText("cluster.json", Kubectl);
        PutText("explorer.json", """{"ResultsByTime":[]}""");
        PutText("package.json", """{"name":"x"}""");
        PutText("cur.parquet", "PAR1…line_item_unblended_cost…PAR1");
        PutGzip("november.csv.gz", "line_item_usage_type,line_item_unblended_cost\n");
        PutGzip("pods.json.gz", Kubectl);
        var workspace = Open();
        Assert.Equal(["cur.parquet", "explorer.json", "focus.csv", "november.csv.gz", "october.csv"], Paths(workspace.Bill));
        Assert.Equal(["cluster.json", "pods.json.gz"], Paths([.. workspace.Kubernetes.Select(input => input.File)]));
    }

    [Fact]
    public void A_key_that_is_stated_silences_what_the_folder_would_say()
    {
        Put("bill/1.csv", "k8s/all.json");
        Configure("bill: bill/1.csv\nkubernetes: []\n");
        Assert.Empty(Open().Kubernetes);
    }

    [Fact]
    public void A_file_named_like_a_glob_comes_before_what_the_glob_would_match()
    {
        Put("bill/a[1].csv", "bill/*.csv", "bill/other.csv");
        Configure("bill: ['bill/*.csv']");
        Assert.Equal(["bill/*.csv"], Paths(Open().Bill));
        Configure("bill: ['bill/a[1].csv']");
        Assert.Equal(["bill/a[1].csv"], Paths(Open().Bill));
    }

    [Theory]
    [InlineData("bill/**/*.csv", "bill/top.csv bill/x/mid.csv bill/x/y/low.csv")]
    [InlineData("bill/*/*.csv", "bill/x/mid.csv")]
    [InlineData("bill/?/mid.csv", "bill/x/mid.csv")]
    [InlineData("bill/**", "bill/note.txt bill/top.csv bill/x/mid.csv bill/x/y/low.csv")]
    [InlineData("bill", "bill/top.csv bill/x/mid.csv bill/x/y/low.csv")]
    [InlineData("./bill/x/../top.csv", "bill/top.csv")]
    public void Globs_and_folders_name_files(string pattern, string files)
    {
        Put("bill/top.csv", "bill/x/mid.csv", "bill/x/y/low.csv", "bill/note.txt", "bill/.hidden.csv");
        Configure($"bill: '{pattern}'");
        Assert.Equal(files.Split(' '), Paths(Open().Bill));
    }

    [Fact]
    public void A_path_outside_is_taken_where_it_is_written_out()
    {
        Put("outside.csv", "inner/costtool.yaml");
        PutText("inner/costtool.yaml", $"bill: [../outside.csv, '{Path.Combine(_folder.FullName, "outside.csv")}']");
        var bill = WorkspaceReader.Open(Path.Combine(_folder.FullName, "inner")).Bill;
        Assert.Equal("../outside.csv", bill[0].Path);
    }

    [Theory]
    [InlineData("nmae: x", "costtool.yaml:1", "`nmae`", "`name`")]
    [InlineData("name: x\nbill: bill/*.csv", "costtool.yaml:2", "`bill/*.csv` names no file", "relative to the workspace")]
    [InlineData("name: x\nbill:\n  - k8s/all.json\n  - gone.csv", "costtool.yaml:4", "`gone.csv`", "`bill`")]
    [InlineData("kubernetes: {node: k8s/all.json}", "costtool.yaml:1", "`node`", "`nodes`")]
    [InlineData("kubernetes:\n  pods: gone.json", "costtool.yaml:2", "`gone.json`", "`pods`")]
    [InlineData("region: Paris", "costtool.yaml:1", "`Paris`", "eu-west-3")]
    [InlineData("month: 2026-13", "costtool.yaml:1", "`2026-13`", "2026-10")]
    [InlineData("month: October", "costtool.yaml:1", "`October`", "2026-10")]
    [InlineData("prices: old", "costtool.yaml:1", "`old`", "builtin")]
    [InlineData("policy: gone.yaml", "costtool.yaml:1", "`gone.yaml`", "`policy`")]
    [InlineData("bill: s3://bucket/cur/", "costtool.yaml:1", "`s3://bucket/cur/`", "aws s3 sync")]
    [InlineData("bill: \"a\\0b\"", "costtool.yaml:1", "names no file", "relative")]
    [InlineData("bill: ''", "costtool.yaml:1", "names no file", "relative")]
    public void A_wrong_configuration_is_told_with_its_line(string yaml, string where, string what, string fix)
    {
        Put("k8s/all.json");
        Configure(yaml);
        var problem = Assert.Single(Assert.Throws<ProblemException>(Open).Problems);
        Assert.Equal(where, problem.Where);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("name: nothing")]
    public void A_workspace_without_inputs_says_what_one_holds(string? yaml)
    {
        if (yaml is not null) Configure(yaml);
        var problem = Assert.Single(Assert.Throws<ProblemException>(Open).Problems);
        Assert.Contains("no input", problem.What, StringComparison.Ordinal);
        Assert.Contains("bill/", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Contains("there is no folder", Assert.Throws<ProblemException>(() => WorkspaceReader.Open(Path.Combine(_folder.FullName, "gone"))).Problems[0].What, StringComparison.Ordinal);

    [Fact]
    public void An_input_is_known_by_its_hash()
    {
        PutText("k8s/abc.json", "abc");
        var file = Open().Kubernetes[0].File;
        // FIPS 180-4's example of the text abc.
        var described = file.Describe("pods", 3, CancellationToken.None);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", described.Sha256);
        Assert.Equal(("k8s/abc.json", "pods", 3L), (described.Path, described.Role, described.Rows!.Value));
    }

    [Fact]
    public void The_files_go_to_the_inventory_reader_with_their_roles()
    {
        PutText("k8s/nodes.json", Kubectl);
        Configure("kubernetes: {nodes: k8s/nodes.json}");
        var problem = Assert.Throws<ProblemException>(() => InventoryReader.Read(Open().InventoryFiles!, CancellationToken.None)).Problems[0];
        Assert.Equal("the list of nodes is empty", problem.What);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Workspace Open() => WorkspaceReader.Open(_folder.FullName);

    private void Configure(string yaml) => PutText("costtool.yaml", yaml);

    private void Put(params string[] paths)
    {
        foreach (var path in paths) PutText(path, "");
    }

    private void PutText(string path, string text) => File.WriteAllText(Place(path), text);

    private void PutGzip(string path, string text)
    {
        using var gzip = new GZipStream(File.Create(Place(path)), CompressionLevel.Fastest);
        gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private string Place(string path)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    private static IEnumerable<string> Paths(IReadOnlyList<WorkspaceFile> files) => files.Select(file => file.Path);
}
