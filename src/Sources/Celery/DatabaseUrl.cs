using System.Globalization;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Celery;

/// <summary>Kinds of database that Django and Celery use.</summary>
public enum DatabaseKind
{
    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>MySQL or MariaDB.</summary>
    MySql,

    /// <summary>A SQLite file.</summary>
    Sqlite,
}

/// <summary>Where a database is and who asks. Its text never shows the password.</summary>
public sealed class DatabaseUrl
{
    private const string Forms = "write postgresql://user@host:5432/database, mysql://user@host:3306/database, sqlite:///file, or env:NAME with such a URL in the environment variable NAME";
    private static readonly string[] Parameters = ["sslmode", "sslrootcert", "schema", "charset", "connect_timeout"];

    private DatabaseUrl()
    {
    }

    /// <summary>Kind of database.</summary>
    public required DatabaseKind Kind { get; init; }

    /// <summary>Host; empty for SQLite.</summary>
    public required string Host { get; init; }

    /// <summary>Port; zero for SQLite.</summary>
    public required int Port { get; init; }

    /// <summary>Database, or the path of a SQLite file.</summary>
    public required string Database { get; init; }

    /// <summary>User, or null.</summary>
    public required string? User { get; init; }

    /// <summary>Password, for the connection only.</summary>
    internal string? Password { get; init; }

    /// <summary>Parameters after the question mark, by name.</summary>
    internal IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a URL such as <c>postgresql://user:password@host:5432/shop</c>, or <c>env:NAME</c>, which keeps the password out of files.</summary>
    /// <param name="text">The URL or reference. A driver after a plus sign (<c>mysql+pymysql</c>) is passed over.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="where">Place of the text, for errors.</param>
    /// <exception cref="ProblemException">Not such a URL. The message never quotes the text, as it may hold a password.</exception>
    public static DatabaseUrl Parse(string text, Func<string, string?> environment, string where)
    {
        if (text.StartsWith("env:", StringComparison.Ordinal))
        {
            var name = text["env:".Length..];
            text = environment(name) is { Length: > 0 } value
                ? value
                : throw new ProblemException(new Problem($"the environment variable `{name}` is not set", where, $"set `{name}` to the database's URL"));
            where = $"environment variable {name}";
        }

        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0) throw new ProblemException(new Problem("the database is not given as a URL", where, Forms));
        var kind = text[..end].Split('+')[0].ToUpperInvariant() switch
        {
            "POSTGRESQL" or "POSTGRES" or "PGSQL" or "PSQL" => DatabaseKind.PostgreSql,
            "MYSQL" or "MARIADB" => DatabaseKind.MySql,
            "SQLITE" or "SQLITE3" => DatabaseKind.Sqlite,
            _ => throw new ProblemException(new Problem("the database's URL has an unknown scheme", where, Forms)),
        };
        return kind == DatabaseKind.Sqlite ? Sqlite(text[(end + 3)..], where) : Server(kind, text[(end + 3)..], where);
    }

    /// <summary>Such as <c>postgresql://user@host:5432/shop</c>, without the password.</summary>
    public override string ToString() => Kind == DatabaseKind.Sqlite
        ? $"sqlite:///{Database}"
        : string.Create(CultureInfo.InvariantCulture, $"{(Kind == DatabaseKind.PostgreSql ? "postgresql" : "mysql")}://{(User is null ? "" : User + "@")}{Host}:{Port}/{Database}");

    // Three slashes and a relative path, four and an absolute one, as SQLAlchemy and Django's URL packages write it.
    private static DatabaseUrl Sqlite(string rest, string where)
    {
        var path = rest.StartsWith('/') ? Uri.UnescapeDataString(rest[1..].Split('?')[0]) : "";
        if (path.Length == 0) throw new ProblemException(new Problem("the SQLite URL names no file", where, "write sqlite:///file or sqlite:////folder/file"));
        return new DatabaseUrl { Kind = DatabaseKind.Sqlite, Host = "", Port = 0, Database = path, User = null };
    }

    private static DatabaseUrl Server(DatabaseKind kind, string rest, string where)
    {
        // Passwords often hold `/`, `?` or `#` unescaped, where a URL parser would cut; the last `@` before the host is the border.
        var at = rest.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : Credentials(rest[..at]);
        if (!Uri.TryCreate($"tcp://{rest[(at + 1)..]}", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new ProblemException(new Problem("the database's URL names no host", where, Forms));
        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (database.Length == 0) throw new ProblemException(new Problem("the database's URL names no database", where, Forms));
        return new DatabaseUrl
        {
            Kind = kind,
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : kind == DatabaseKind.PostgreSql ? 5432 : 3306,
            Database = database,
            User = user,
            Password = password,
            Query = Parsed(uri.Query.TrimStart('?'), where),
        };
    }

    private static (string? User, string? Password) Credentials(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(text), null)
            : (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }

    private static Dictionary<string, string> Parsed(string query, string where)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (!Parameters.Contains(parts[0], StringComparer.Ordinal))
                throw new ProblemException(new Problem($"the database's URL has the parameter `{Shortened.Text(parts[0])}`", where, $"known ones are {string.Join(", ", Parameters)}"));
            result[parts[0]] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return result;
    }
}
