using System.Globalization;

namespace CostTool.AwsDouble.Protocols;

/// <summary>The fields of a form as the tree that their dots make.</summary>
internal sealed class FormField(string name)
{
    private readonly Dictionary<string, FormField> _children = new(StringComparer.Ordinal);
    private string? _value;
    private bool _read;

    /// <summary>Its value; asking for it counts as reading it.</summary>
    public string? Value
    {
        get
        {
            _read = true;
            return _value;
        }
    }

    public bool HasChildren => _children.Count > 0;

    public static FormField Tree(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var root = new FormField("");
        foreach (var (name, value) in fields)
        {
            // They say which operation it is, not what of it.
            if (name is "Action" or "Version") continue;
            var field = root;
            foreach (var part in name.Split('.'))
            {
                if (!field._children.TryGetValue(part, out var child)) field._children[part] = child = new FormField(field.Name.Length > 0 ? $"{field.Name}.{part}" : part);
                field = child;
            }

            field._value = value;
        }

        return root;
    }

    public string Name { get; } = name;

    public FormField? Child(string name) => _children.GetValueOrDefault(name);

    /// <summary>The children 1, 2, 3, ….</summary>
    public IEnumerable<FormField> Numbered()
    {
        for (var number = 1; Child(number.ToString(CultureInfo.InvariantCulture)) is { } child; number++) yield return child;
    }

    /// <summary>The name of a field that nobody asked for; null: there is none.</summary>
    public string? Unread() =>
        _value is not null && !_read ? Name : _children.Values.Select(child => child.Unread()).FirstOrDefault(unread => unread is not null);
}
