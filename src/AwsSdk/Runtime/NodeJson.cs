using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CostTool.AwsSdk.Runtime;

/// <summary>Bodies that were put together by hand.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class NodeJson : JsonSerializerContext;
