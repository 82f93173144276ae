using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Account;

/// <summary>Members of a request that the model has let pass.</summary>
public static class RequestMembers
{
    extension(JsonObject request)
    {
        /// <summary>A text that the model requires.</summary>
        public string Text(string name) => request[name]!.GetValue<string>();

        public string? TextOrNull(string name) => request[name]?.GetValue<string>();

        public int? Whole(string name) => request[name]?.GetValue<int>();

        public double? Number(string name) => request[name]?.GetValue<double>();

        public bool Flag(string name) => request[name]?.GetValue<bool>() ?? false;

        /// <summary>The texts of a list; none where it is missing.</summary>
        public IReadOnlyList<string> Texts(string name) => [.. (request[name]?.AsArray() ?? []).Select(item => item!.GetValue<string>())];

        /// <summary>The structures of a list; none where it is missing.</summary>
        public IReadOnlyList<JsonObject> Objects(string name) => [.. (request[name]?.AsArray() ?? []).Select(item => item!.AsObject())];

        /// <summary>Sets a member of an answer where there is something to say.</summary>
        public JsonObject With(string name, JsonNode? value)
        {
            if (value is not null) request[name] = value;
            return request;
        }
    }
}
