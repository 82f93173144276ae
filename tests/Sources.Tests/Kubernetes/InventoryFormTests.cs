using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Kubernetes;

namespace CostTool.Sources.Tests.Kubernetes;

public sealed class InventoryFormTests
{
    private const string Spec = """ "containers":[{"name":"c","resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}] """;
    private static readonly string Pod = Kubectl.PodJson(Spec);
    private static readonly string Node = Kubectl.NodeJson("node-1");
    private static readonly string BarePod = Pod.Replace("\"apiVersion\":\"v1\",\"kind\":\"Pod\",", "", StringComparison.Ordinal);
    private static readonly string BareNode = Node.Replace("\"apiVersion\":\"v1\",\"kind\":\"Node\",", "", StringComparison.Ordinal);

    public static TheoryData<string> Forms => new(
        $$"""{"apiVersion":"v1","items":[{{Node}},{{Pod}}],"kind":"List","metadata":{"resourceVersion":""} }""",
        $$"""{"kind":"NodeList","items":[{{BareNode}}]}{"kind":"PodList","items":[{{BarePod}}]}""",
        $$"""{"items":[{{BareNode}},{{BarePod}}]}""",
        $$"""{"items":[{{BareNode}},{{BarePod}}],"kind":"List"}""",
        $"[{Node},{Pod}]",
        $$"""[{"kind":"List","items":[{{Node}}]},{"kind":"List","items":[{{Pod}}]}]""",
        Node.ReplaceLineEndings("") + "\n" + Pod.ReplaceLineEndings("") + "\n",
        $"\n  {Pod}\r\n{Node}  ");

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_that_kubectl_and_its_users_write_is_read(string json)
    {
        var inventory = Kubectl.Read(json).Inventory;
        Assert.Equal("node-1", Assert.Single(inventory.Nodes).Name);
        Assert.Equal("web-1", Assert.Single(inventory.Pods).Name);
    }

    [Theory]
    [InlineData("Deployment", """ "strategy":{},"selector":{},"replicas":1, """)]
    [InlineData("StatefulSet", """ "serviceName":"db","updateStrategy":{},"replicas":1, """)]
    [InlineData("StatefulSet", """ "updateStrategy":{},"replicas":1, """)]
    [InlineData("DaemonSet", """ "updateStrategy":{},"selector":{}, """)]
    [InlineData("ReplicaSet", """ "replicas":1,"selector":{}, """)]
    [InlineData("Job", """ "backoffLimit":6,"completions":1,"selector":{}, """)]
    public void An_item_without_kind_is_told_by_its_members(string kind, string spec)
    {
        var json = $$"""{"items":[{"metadata":{"namespace":"shop","name":"x"},"spec":{ {{spec}} "template":{"spec":{ {{Spec}} } } } }]}""";
        Assert.Equal(kind.ToLowerInvariant(), Assert.Single(Kubectl.Read(json).Inventory.Workloads).Kind);
    }

    [Fact]
    public void Kinds_without_use_are_counted_by_kind()
    {
        var json = Pod + """
            {"kind":"List","items":[
              {"kind":"ScaledObject","apiVersion":"keda.sh/v1alpha1","metadata":{"name":"a"},"spec":{"template":7}},
              {"kind":"Service","apiVersion":"v1","metadata":{"name":"a"},"spec":{"selector":{}}},
              {"kind":"Service","apiVersion":"v1","metadata":{"name":"b"}},
              {"kind":"Job","apiVersion":"batch.volcano.sh/v1alpha1","metadata":{"name":"c"},"spec":{"template":[]}}]}
            """;
        var reading = Kubectl.Read(json);
        Assert.Equal([("Job.batch.volcano.sh", 1), ("ScaledObject.keda.sh", 1), ("Service", 2)], reading.IgnoredKinds.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(5, reading.Files[0].Objects);
        Assert.Single(reading.Inventory.Workloads);
    }

    [Fact]
    public void Gzip_utf16_and_byte_order_marks_are_told_by_their_bytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Pod));
        byte[][] texts = [packed.ToArray(), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Pod)], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Pod)], [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Pod)]];
        Assert.All(texts, text => Assert.Equal("web-1", Assert.Single(Kubectl.Read(text).Inventory.Pods).Name));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1021)]
    public void Where_the_buffer_ends_changes_nothing(int bufferSize)
    {
        var bytes = System.IO.File.ReadAllBytes(Kubectl.DataPath("minikube-1.34/pods.json"));
        Assert.Equal(Everything(Kubectl.Read(bytes, bufferSize: 1 << 20)), Everything(Kubectl.Read(bytes, bufferSize: bufferSize)));
    }

    [Fact]
    public void Every_place_where_a_small_text_can_be_split_gives_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"apiVersion":"v1","items":[{{Node}},{{Pod.Replace("web-1", "wéb-\\u00e9\\n", StringComparison.Ordinal)}}],"kind":"List"} """);
        var whole = Everything(Kubectl.Read(bytes, bufferSize: 1 << 20));
        for (var size = 4; size < bytes.Length + 2; size++) Assert.Equal(whole, Everything(Kubectl.Read(bytes, bufferSize: size)));
    }

    [Fact]
    public void Wherever_a_list_is_cut_off_it_is_told()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"apiVersion":"v1","items":[{{Node}},{{Pod}}],"kind":"List"}""");
        for (var length = 1; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            var problem = Assert.Throws<ProblemException>(() => Kubectl.Read(cut, bufferSize: 64)).Problems[0];
            Assert.Equal("the JSON ends in the middle of a value", problem.What);
            Assert.StartsWith("k8s/all.json", problem.Where, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gzip_that_is_cut_off_or_damaged_is_told()
    {
        var whole = System.IO.File.ReadAllBytes(Kubectl.DataPath("openshift-insights-archive/pods.json.gz"));
        Assert.Throws<ProblemException>(() => Kubectl.Read(whole[..(whole.Length / 2)]));
        whole[whole.Length / 2] ^= 0xff;
        Assert.Throws<ProblemException>(() => Kubectl.Read(whole));
    }

    [Theory]
    [InlineData("", "the file is empty", "k8s/all.json")]
    [InlineData("  \n", "the file is empty", "k8s/all.json")]
    [InlineData("<html>", "the text is not JSON at line 1, byte 1 of the line", "k8s/all.json:1")]
    [InlineData("Error from server (Forbidden)", "the text is not JSON at line 1, byte 1 of the line", "k8s/all.json:1")]
    [InlineData("{\"kind\":\"List\",\n\"items\":[}", "the text is not JSON at line 2, byte 10 of the line", "k8s/all.json:2 item 1")]
    [InlineData("42", "the JSON is not an object or a list of Kubernetes", "k8s/all.json (byte 0)")]
    [InlineData("[1]", "the JSON is not an object or a list of Kubernetes", "k8s/all.json (byte 1)")]
    [InlineData("""{"items":[[]]}""", "the JSON is not an object or a list of Kubernetes", "k8s/all.json item 1 (byte 10)")]
    [InlineData("""{"name":"package"}""", "an object has no `kind` and does not look like a node, a pod or a workload", "k8s/all.json item 1")]
    [InlineData("""{"kind":"Pod","metadata":{},"spec":{}}""", "a Pod has no metadata.name", "k8s/all.json item 1")]
    [InlineData("""{"kind":"Pod","metadata":{"name":"a"},"spec":{}}""", "pod `a` has no spec.containers", "k8s/all.json item 1")]
    [InlineData("""{"kind":"Pod","metadata":{"name":"a"},"spec":{"containers":7}}""", "`spec.containers` of a Pod has a value of the wrong type", "k8s/all.json item 1")]
    [InlineData("""{"kind":"Node","metadata":{"name":"a"},"status":{}}""", "node `a` states no CPU or no memory in status.capacity and status.allocatable", "k8s/all.json item 1")]
    [InlineData("""{"kind":"Pod","metadata":{"name":"\ud800"},"spec":{}}""", "a string is not valid Unicode text", "k8s/all.json item 1 (byte 33)")]
    [InlineData("""{"kind":"Pod","\ud800":1}""", "a member name is not valid Unicode text", "k8s/all.json item 1 (byte 14)")]
    public void Bad_input_is_told_with_its_place(string json, string what, string where)
    {
        var problem = Kubectl.Refuse(json)[0];
        Assert.Equal(what, problem.What);
        Assert.Equal(where, problem.Where);
        Assert.NotEmpty(problem.Fix);
    }

    [Theory]
    [InlineData("""{"cpu":"lots"}""", "`lots` is not an amount of CPU")]
    [InlineData("""{"memory":"-1Gi"}""", "`-1Gi` is not an amount of memory")]
    [InlineData("""{"memory":"9Ei"}""", "`9Ei` is not an amount of memory")]
    public void A_wrong_amount_is_told_with_its_item_and_container(string requests, string what)
    {
        var problem = Assert.Single(Kubectl.Refuse(Kubectl.PodJson($$""" "containers":[{"name":"app","resources":{"requests":{{requests}} } }] """)));
        Assert.Equal((what, "k8s/all.json item 1, container app"), (problem.What, problem.Where));
    }

    [Fact]
    public void Amounts_written_as_numbers_are_amounts() =>
        Assert.Equal(1500, Kubectl.Pod(""" "containers":[{"name":"app","resources":{"requests":{"cpu":1.5,"memory":1048576}}}] """).Requests.Cpu.Millicores);

    [Fact]
    public void The_faults_of_a_file_are_told_together_up_to_twenty()
    {
        var bad = string.Concat(Enumerable.Range(0, 50).Select(i => Kubectl.PodJson(""" "containers":[{"name":"app","resources":{"requests":{"cpu":"x"}}}] """, name: $"p{i}")));
        Assert.Equal(20, Kubectl.Refuse(bad).Count);
    }

    [Fact]
    public void What_is_listed_twice_is_told_with_both_places()
    {
        var problem = Assert.Single(Kubectl.Refuse(Node + Node));
        Assert.Equal("node `node-1` is listed twice, first at k8s/all.json item 1", problem.What);
        Assert.Equal("k8s/all.json item 2", problem.Where);
        Assert.Contains("pod `shop/web-1` is listed twice", Assert.Single(Kubectl.Refuse(Pod + Pod)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InventoryRole.Nodes, "the file is given as nodes but holds 1 × Pod")]
    [InlineData(InventoryRole.Workloads, "the file is given as workloads but holds 1 × Pod")]
    public void A_file_in_the_wrong_role_is_told(InventoryRole role, string what) => Assert.Equal(what, Assert.Single(Kubectl.Refuse(Pod, role)).What);

    [Fact]
    public void A_list_without_items_is_told_where_nothing_else_fills_the_role()
    {
        const string Empty = """{"apiVersion":"v1","items":[],"kind":"List"}""";
        var problem = Assert.Single(Kubectl.Refuse(Empty, InventoryRole.Pods));
        Assert.Equal("the list of pods is empty", problem.What);
        Assert.Contains("kubectl get pods -A -o json", problem.Fix, StringComparison.Ordinal);

        // One namespace of several may well be empty.
        var files = new InventoryFiles([File("empty.json", Empty, InventoryRole.Pods), File("full.json", Pod, InventoryRole.Pods)]);
        Assert.Single(InventoryReader.Read(files, CancellationToken.None).Inventory.Pods);
    }

    [Fact]
    public void A_file_under_several_roles_is_read_once()
    {
        var files = new InventoryFiles([File("all.json", Node + Pod, InventoryRole.Nodes), File("all.json", Node + Pod, InventoryRole.Pods)]);
        var reading = InventoryReader.Read(files, CancellationToken.None);
        Assert.Single(reading.Inventory.Pods);
        Assert.Equal(2, Assert.Single(reading.Files).Objects);
    }

    [Fact]
    public void The_order_of_files_changes_only_where_things_were_found()
    {
        var a = File("a.json", Kubectl.PodJson(Spec, name: "one"), InventoryRole.Any);
        var b = File("b.json", Kubectl.PodJson(Spec, name: "two") + Node, InventoryRole.Any);
        Assert.Equal(
            Everything(InventoryReader.Read(new InventoryFiles([a, b]), CancellationToken.None).Inventory), Everything(InventoryReader.Read(new InventoryFiles([b, a]), CancellationToken.None).Inventory));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Equal("the file cannot be opened", Assert.Throws<ProblemException>(() => Kubectl.ReadData(("gone.json", InventoryRole.Any))).Problems[0].What);

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Assert.Contains("not JSON", Kubectl.Refuse("{\"kind\":\"Pod\",\"x\":" + new string('[', 100_000))[0].What, StringComparison.Ordinal);

    private static InventoryFile File(string name, string json, InventoryRole role) => new(name, role, () => new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Everything<T>(T value) => JsonSerializer.Serialize(value);
}
