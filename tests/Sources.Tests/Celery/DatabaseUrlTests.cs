using CostTool.Analyzer.Problems;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

public sealed class DatabaseUrlTests
{
    private static DatabaseUrl Parse(string text) => DatabaseUrl.Parse(text, name => name == "SHOP_DATABASE" ? "postgresql://shop:s3cret@db/shop" : null, "costtool.yaml:7");

    [Theory]
    [InlineData("postgresql://shop:s3cret@db:6432/shop", DatabaseKind.PostgreSql, "db", 6432, "shop", "shop", "s3cret")]
    [InlineData("postgres://db/shop", DatabaseKind.PostgreSql, "db", 5432, "shop", null, null)]
    [InlineData("postgresql+psycopg2://shop@db/shop?sslmode=require", DatabaseKind.PostgreSql, "db", 5432, "shop", "shop", null)]
    [InlineData("mysql+pymysql://shop:s3cret@db/shop", DatabaseKind.MySql, "db", 3306, "shop", "shop", "s3cret")]
    [InlineData("mariadb://shop:a%40b@db/shop", DatabaseKind.MySql, "db", 3306, "shop", "shop", "a@b")]    // escaped
    [InlineData("mysql://shop:a@b/c?d#e@db/shop", DatabaseKind.MySql, "db", 3306, "shop", "shop", "a@b/c?d#e")] // not escaped, as people write it
    [InlineData("postgresql://shop:x@[::1]:5433/shop", DatabaseKind.PostgreSql, "::1", 5433, "shop", "shop", "x")]
    [InlineData("sqlite:///db.sqlite3", DatabaseKind.Sqlite, "", 0, "db.sqlite3", null, null)]             // relative
    [InlineData("sqlite:////srv/db.sqlite3", DatabaseKind.Sqlite, "", 0, "/srv/db.sqlite3", null, null)]   // absolute
    [InlineData("env:SHOP_DATABASE", DatabaseKind.PostgreSql, "db", 5432, "shop", "shop", "s3cret")]
    public void A_url_is_taken_apart(string text, DatabaseKind kind, string host, int port, string database, string? user, string? password)
    {
        var url = Parse(text);
        Assert.Equal((kind, host, port, database, user, password), (url.Kind, url.Host, url.Port, url.Database, url.User, url.Password));
        if (password is not null) Assert.DoesNotContain(password, url.ToString().Replace(url.User + "@", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_a_url_has_no_password() => Assert.Equal("postgresql://shop@db:5432/shop", Parse("postgresql://shop:s3cret@db/shop").ToString());

    [Theory]
    [InlineData("s3cret", "the database is not given as a URL", "costtool.yaml:7")]
    [InlineData("oracle://shop:s3cret@db/shop", "the database's URL has an unknown scheme", "costtool.yaml:7")]
    [InlineData("mysql://shop:s3cret@/shop", "the database's URL names no host", "costtool.yaml:7")]
    [InlineData("mysql://shop:s3cret@db/", "the database's URL names no database", "costtool.yaml:7")]
    [InlineData("mysql://shop:s3cret@db/shop?passwd=1", "the database's URL has the parameter `passwd`", "costtool.yaml:7")]
    [InlineData("sqlite://s3cret", "the SQLite URL names no file", "costtool.yaml:7")]
    [InlineData("env:OTHER", "the environment variable `OTHER` is not set", "costtool.yaml:7")]
    public void A_text_that_is_not_one_is_a_problem_that_never_quotes_it(string text, string what, string where)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Parse(text)).Problems);
        Assert.Equal((what, where), (problem.What, problem.Where));
        Assert.DoesNotContain("s3cret", problem.ToString(), StringComparison.Ordinal);
    }
}
