using System.Text.Json;

namespace CostTool.AwsDouble.Models;

/// <summary>A shape where it is used: the place can rename and flatten it.</summary>
public readonly record struct ShapePlace(ServiceModel Model, JsonElement Reference, JsonElement Shape)
{
    public string Type => ServiceModel.Text(Shape, "type");

    /// <summary>The name on the wire, where it is not the member's own.</summary>
    public string? LocationName => Trait("locationName")?.GetString();

    /// <summary>The name in a request of EC2, where that is another one still.</summary>
    public string? QueryName => ServiceModel.Member(Reference, "queryName")?.GetString();

    /// <summary><c>uri</c>, <c>querystring</c>, <c>header</c>; null is the body.</summary>
    public string? Location => ServiceModel.Member(Reference, "location")?.GetString();

    public string? TimestampFormat => Trait("timestampFormat")?.GetString();

    public bool Flattened => Trait("flattened") is { ValueKind: JsonValueKind.True };

    public ShapePlace Item => Model.Place(Shape.GetProperty("member"));

    public ShapePlace Key => Model.Place(Shape.GetProperty("key"));

    public ShapePlace Value => Model.Place(Shape.GetProperty("value"));

    public IEnumerable<(string Name, ShapePlace Place)> Members
    {
        get
        {
            foreach (var member in Shape.GetProperty("members").EnumerateObject()) yield return (member.Name, Model.Place(member.Value));
        }
    }

    public ShapePlace? Member(string name) => ServiceModel.Member(Shape.GetProperty("members"), name) is { } member ? Model.Place(member) : null;

    private JsonElement? Trait(string name) => ServiceModel.Member(Reference, name) ?? ServiceModel.Member(Shape, name);
}
