using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostTool.SampleGenerator.Kubernetes;

/// <summary>Writes what `kubectl get ... -o json` prints.</summary>
internal static class ListFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string path, IEnumerable<JsonObject> items)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var list = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["items"] = new JsonArray([.. items]),
            ["kind"] = "List",
            ["metadata"] = new JsonObject { ["resourceVersion"] = "" },
        };
        File.WriteAllText(path, list.ToJsonString(Indented) + "\n");
    }
}
