using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Shapes of the SDK as CloudFormation's properties and back. Both name members alike but for a few.</summary>
internal static class Shape
{
    // The SDK's name, CloudFormation's name.
    private static readonly (string Sdk, string CloudFormation)[] Renamed =
    [
        ("EfsVolumeConfiguration", "EFSVolumeConfiguration"), ("FileSystemId", "FilesystemId"), ("Iam", "IAM"),
    ];

    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> Members = new();

    /// <summary>The members that say something, in CloudFormation's words.</summary>
    /// <param name="shape">A shape of the SDK.</param>
    /// <param name="omitted">Members that are not the user's to set, by their names in the SDK.</param>
    public static MapValue Read(object shape, params IReadOnlyCollection<string> omitted) => new(MembersOf(shape.GetType())
        .Where(member => !omitted.Contains(member.Value.Name))
        .Select(member => (member.Key, Value: ReadValue(member.Value.GetValue(shape))))
        .Where(member => member.Value is not null)
        .Select(member => KeyValuePair.Create(member.Key, member.Value!)));

    /// <summary>A shape with these members.</summary>
    /// <exception cref="ProblemException">It has no such member: what is desired is never dropped in silence.</exception>
    public static T Write<T>(MapValue value, string where)
        where T : new() => (T)WriteMap(value, typeof(T), where);

    private static ResourceValue? ReadValue(object? value) => value switch
    {
        null => null,
        string text => new TextValue(text),
        bool flag => new FlagValue(flag),
        int or long => new NumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        double number => new NumberValue((decimal)number),
        DateTime at => new TextValue(at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)),
        ConstantClass constant => new TextValue(constant.Value),
        IDictionary map => map.Count == 0 ? null : new MapValue(map.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, ReadValue(map[key]) ?? new TextValue("")))),
        IEnumerable list => ListOf([.. list.Cast<object>().Select(item => ReadValue(item) ?? new MapValue([]))]),
        _ => Read(value) is { Members.Count: > 0 } members ? members : null,
    };

    private static ListValue? ListOf(ResourceValue[] items) => items.Length == 0 ? null : new ListValue(items);

    private static object WriteMap(MapValue value, Type type, string where)
    {
        var shape = Activator.CreateInstance(type)!;
        var members = MembersOf(type);
        foreach (var (name, member) in value.Members)
        {
            if (!members.TryGetValue(name, out var property))
                throw new ProblemException(new Problem($"`{name}` cannot be applied by this build", where, "export the plan as CloudFormation and deploy that"));
            property.SetValue(shape, WriteValue(member, property.PropertyType, $"{where}.{name}"));
        }

        return shape;
    }

    private static object WriteValue(ResourceValue value, Type type, string where)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        switch (value)
        {
            case TextValue text when plain == typeof(string): return text.Text;
            case NumberValue number when plain == typeof(string): return number.Number.ToString(CultureInfo.InvariantCulture);
            case TextValue text when plain == typeof(DateTime): return DateTime.Parse(text.Text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
            case TextValue text when plain.IsAssignableTo(typeof(ConstantClass)): return Activator.CreateInstance(plain, text.Text)!;
            case NumberValue number when plain == typeof(int) || plain == typeof(long) || plain == typeof(double): return Convert.ChangeType(number.Number, plain, CultureInfo.InvariantCulture);
            case FlagValue flag when plain == typeof(bool): return flag.Flag;
            case MapValue map when plain.IsAssignableTo(typeof(IDictionary)):
                var entries = (IDictionary)Activator.CreateInstance(plain)!;
                foreach (var (key, entry) in map.Members) entries.Add(key, WriteValue(entry, plain.GetGenericArguments()[1], $"{where}.{key}"));
                return entries;
            case MapValue map when plain.IsClass && plain != typeof(string): return WriteMap(map, plain, where);
            case ListValue list when plain.IsAssignableTo(typeof(IList)):
                var items = (IList)Activator.CreateInstance(plain)!;
                foreach (var item in list.Items) items.Add(WriteValue(item, plain.GetGenericArguments()[0], where));
                return items;
            default: throw new ProblemException(new Problem($"`{where.Split('.')[^1]}` has a value of another kind than the service takes", where, "report this: the desired state of the plan is wrong"));
        }
    }

    private static IReadOnlyDictionary<string, PropertyInfo> MembersOf(Type type) => Members.GetOrAdd(type, shape => shape
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0 && property.DeclaringType != typeof(AmazonWebServiceResponse) && property.DeclaringType != typeof(AmazonWebServiceRequest))
        .ToDictionary(property => Renamed.FirstOrDefault(name => name.Sdk == property.Name).CloudFormation ?? property.Name, StringComparer.Ordinal));
}
