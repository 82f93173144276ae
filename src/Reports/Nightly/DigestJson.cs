using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Units;
using CostTool.Reports.Text;

namespace CostTool.Reports.Nightly;

/// <summary>The change digest for programs. Money and prices are written digit by digit, never through a double.</summary>
internal static class DigestJson
{
    public static void Write(ChangeDigest digest, string workspace, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var night = digest.Night;
        json.WriteStartObject();
        json.WriteString("workspace", workspace);
        json.WriteString("day", Date(night.Day));
        json.WriteString("compared_with", Date(digest.ComparedWith));
        json.WriteNumber("revision", night.Revision);
        Texts(json, "revised_because", night.RevisedBecause);
        json.WriteStartObject("usage");
        json.WriteString("coverage", Names.Of(night.Usage.Coverage));
        json.WriteNumber("samples", night.Usage.Samples);
        json.WriteNumber("containers", night.Usage.Containers);
        json.WriteNumber("hours_seen", night.Usage.HoursSeen);
        json.WriteEndObject();
        Texts(json, "notes", digest.Notes);
        Rows(json, "sizes", digest.Sizes, size =>
        {
            Key(json, size.Key.Workload, size.Key.Container);
            json.WriteString("what", Names.Of(size.Kind));
            json.WriteString("direction", Names.Of(size.Direction));
            Size(json, "before", size.Before);
            Size(json, "after", size.After);
            Texts(json, "reasons", size.Reasons);
        });
        Rows(json, "workloads", digest.Workloads, change =>
        {
            Key(json, change.Key.Workload, change.Key.Container);
            json.WriteString("what", change.Gone ? "gone" : "new");
        });
        Rows(json, "prices", digest.Prices, price =>
        {
            json.WriteString("price_id", price.Id);
            json.WriteString("unit", price.Unit);
            Number(json, "before_usd", price.Before);
            Number(json, "after_usd", price.After);
        });
        Rows(json, "scenarios", digest.Scenarios, scenario =>
        {
            json.WriteString("id", scenario.Id);
            Money(json, "before_usd_per_month", scenario.Before);
            Money(json, "after_usd_per_month", scenario.After);
        });
        Texts(json, "causes", digest.Causes);
        Rows(json, "claims", digest.Claims, claim => Claim(json, claim));
        json.WriteStartObject("ledger");
        Money(json, "potential_usd_per_month", night.Ledger.Potential);
        Money(json, "applied_usd_per_month", night.Ledger.Applied);
        Money(json, "realised_usd", night.Ledger.Realised);
        json.WriteNumber("open_claims_without_price", night.Ledger.Unpriced.Count);
        Texts(json, "without_price", night.Ledger.Unpriced.Select(key => key.ToString()));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Claim(Utf8JsonWriter json, Claim claim)
    {
        Key(json, claim.Key.Workload, claim.Key.Container);
        json.WriteString("state", Names.Of(claim.State));
        Size(json, "from", claim.From);
        Size(json, "to", claim.To);
        json.WriteNumber("replicas", claim.Replicas);
        json.WriteString("recommended_on", Date(claim.RecommendedOn));
        json.WriteString("applied_on", Date(claim.AppliedOn));
        json.WriteString("ended_on", Date(claim.EndedOn));
        json.WriteString("ended_because", claim.EndedBecause);
        Money(json, "potential_usd_per_month", claim.PotentialMonthly);
        Money(json, "running_usd_per_month", claim.RunningMonthly);
        json.WriteNumber("days_at_prices", claim.DaysAtPrices);
        Money(json, "saved_at_prices_usd", claim.SavedAtPrices);
        json.WriteNumber("days_measured", claim.DaysMeasured);
        Money(json, "realised_usd", claim.Realised);
        json.WriteString("evidence", claim.Evidence);
    }

    private static void Rows<T>(Utf8JsonWriter json, string name, IEnumerable<T> rows, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            write(row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Key(Utf8JsonWriter json, string workload, string container)
    {
        json.WriteString("workload", workload);
        json.WriteString("container", container);
    }

    private static void Size(Utf8JsonWriter json, string name, Resources? size)
    {
        if (size is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("cpu_millicores", known.Cpu.Millicores);
        json.WriteNumber("memory_bytes", known.Memory.Bytes);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, decimal number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Numbers.Exact(number));
    }

    private static void Money(Utf8JsonWriter json, string name, Usd? usd)
    {
        json.WritePropertyName(name);
        if (usd is { } amount) json.WriteRawValue(Numbers.Money(amount));
        else json.WriteNullValue();
    }

    private static string? Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
