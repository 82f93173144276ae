using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Cli.Deployment;
using CostTool.Scheduler.Tests.Deployment;
using CostTool.Sources.Workspaces;

namespace CostTool.EndToEnd.Deployments;

/// <summary>Apply and destroy over the sample's plan and an account in memory.</summary>
public sealed class DeploymentApplyTests
{
    [Fact]
    public async Task The_sample_is_applied_changes_nothing_the_second_time_and_goes_to_nothing()
    {
        using var sample = await SampleDeployment.PlannedAsync();
        var asked = new List<string>();
        await sample.ApplyAsync(new ApplyConsent(), question =>
        {
            asked.Add(question);
            return true;
        });
        Assert.Equal(["apply this in account 123456789012, eu-west-3?"], asked);
        var count = sample.Account.Resources.Count;
        Assert.EndsWith($"\n{count} to create, 0 to change, 0 to remove, 0 unchanged\ndone: {count} created, 0 changed, 0 replaced, 0 removed\n", sample.Output.ToString(), StringComparison.Ordinal);

        var writes = sample.Account.Writes;
        sample.Output.GetStringBuilder().Clear();
        await sample.ApplyAsync(new ApplyConsent());
        Assert.Equal($"0 to create, 0 to change, 0 to remove, {count} unchanged\ndone: 0 created, 0 changed, 0 replaced, 0 removed\n", sample.Output.ToString());
        Assert.Equal(writes, sample.Account.Writes);

        await new DeploymentApply(await sample.OpenNothingAsync(), new DeploymentTalk(sample.Output, sample.Error, null), TimeProvider.System, "destroy").RunAsync(new ApplyConsent { Yes = true }, false, TestContext.Current.CancellationToken);
        Assert.Empty(sample.Account.Resources);
    }

    [Fact]
    public async Task Without_anybody_to_agree_nothing_is_done()
    {
        using var sample = await SampleDeployment.PlannedAsync();
        var alone = await Assert.ThrowsAsync<ProblemException>(() => sample.ApplyAsync(new ApplyConsent()));
        Assert.Contains("nobody is there to agree to", alone.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => sample.ApplyAsync(new ApplyConsent(), _ => false));
        await sample.ApplyAsync(new ApplyConsent { DryRun = true });
        Assert.Equal(0, sample.Account.Writes);
    }

    [Fact]
    public async Task Reviewed_changes_are_applied_and_nothing_that_came_after_the_review()
    {
        using var sample = await SampleDeployment.PlannedAsync();
        var deployment = await sample.OpenAsync();
        using var journal = ApplyJournalFile.Open(deployment.Folder.Journal, TimeProvider.System);
        var file = Path.Combine(sample.Folder, "changes.json");
        await ReviewFile.SaveAsync(file, await deployment.Deployer(journal).CompareAsync(deployment.State, deployment.Parameters, TestContext.Current.CancellationToken), deployment.Identity, TestContext.Current.CancellationToken);

        var settings = await File.ReadAllTextAsync(Path.Combine(sample.Folder, "costtool.yaml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(sample.Folder, "costtool.yaml"), settings.Replace("app:2026.10", "app:2026.11", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var other = await Assert.ThrowsAsync<ProblemException>(() => sample.ApplyAsync(new ApplyConsent { Reviewed = file }));
        Assert.Contains("not what was reviewed", other.Message, StringComparison.Ordinal);
        Assert.Equal(0, sample.Account.Writes);

        await File.WriteAllTextAsync(Path.Combine(sample.Folder, "costtool.yaml"), settings, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file + ".other", (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("123456789012", "210987654321", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var elsewhere = await Assert.ThrowsAsync<ProblemException>(() => sample.ApplyAsync(new ApplyConsent { Reviewed = file + ".other" }));
        Assert.Contains("reviewed for the account `210987654321`", elsewhere.Message, StringComparison.Ordinal);

        sample.Output.GetStringBuilder().Clear();
        await sample.ApplyAsync(new ApplyConsent { Reviewed = file }, json: true, now: SampleDeployment.Now.AddHours(1));
        using var told = JsonDocument.Parse(sample.Output.ToString());
        Assert.True(told.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(sample.Account.Resources.Count, told.RootElement.GetProperty("done").GetArrayLength());

        // Run again it has nothing to do; what came since is not done by a review of before.
        var writes = sample.Account.Writes;
        await sample.ApplyAsync(new ApplyConsent { Reviewed = file });
        Assert.Equal(writes, sample.Account.Writes);
        sample.Account.Put("AWS::Scheduler::Schedule", "atelier/late", "atelier", new Scheduler.Deployment.MapValue([]));
        var late = await Assert.ThrowsAsync<ProblemException>(() => sample.ApplyAsync(new ApplyConsent { Reviewed = file, Yes = true }));
        Assert.Contains("moved since", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_in_the_middle_a_reviewed_apply_goes_on_but_not_over_what_somebody_else_did()
    {
        using var sample = await SampleDeployment.PlannedAsync();
        var deployment = await sample.OpenAsync();
        var file = Path.Combine(sample.Folder, "changes.json");
        using (var journal = ApplyJournalFile.Open(deployment.Folder.Journal, TimeProvider.System))
            await ReviewFile.SaveAsync(file, await deployment.Deployer(journal).CompareAsync(deployment.State, deployment.Parameters, TestContext.Current.CancellationToken), deployment.Identity, TestContext.Current.CancellationToken);
        // Shown, looked at once more, and read again under the lock: the next calls but one are changes.
        sample.Account.Fault = ((sample.Account.Calls * 4) + 3, AccountFault.KilledAfter);
        await Assert.ThrowsAsync<KilledException>(() => sample.ApplyAsync(new ApplyConsent { Reviewed = file }));
        Assert.NotEqual(0, sample.Account.Writes);

        sample.Account.Put("AWS::Scheduler::Schedule", "atelier/foreign", "atelier", new Scheduler.Deployment.MapValue([]));
        var moved = await Assert.ThrowsAsync<ProblemException>(() => sample.ApplyAsync(new ApplyConsent { Reviewed = file }));
        Assert.Contains("`atelier/foreign` moved since the changes were reviewed", moved.Message, StringComparison.Ordinal);
        await sample.Account.Kinds["AWS::Scheduler::Schedule"].DeleteAsync(sample.Account.Resources.Single(resource => resource.PhysicalName == "atelier/foreign"), TestContext.Current.CancellationToken);

        await sample.ApplyAsync(new ApplyConsent { Reviewed = file });
        Assert.Contains("did not end", sample.Error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" removed\n", sample.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(deployment.State.Resources.Count, sample.Account.Resources.Count);
    }

    [Fact]
    public async Task The_preflight_names_the_price_of_NAT_and_stops_what_would_not_start()
    {
        using var sample = await SampleDeployment.PlannedAsync();
        var saved = await SavedPlan.ReadAsync(sample.Folder, TestContext.Current.CancellationToken);
        var deployment = await sample.OpenAsync();
        var findings = await deployment.PreflightAsync(saved, SampleDeployment.Now, TestContext.Current.CancellationToken);
        PreflightText.Tell(findings, sample.Error);
        Assert.Contains("through NAT at 0.05 USD (nat-gateway-data/eu-west-3)", sample.Error.ToString(), StringComparison.Ordinal);
        var crowded = saved with { Settings = saved.Settings with { Subnets = [saved.Settings.Subnets[0]] } };
        var crowdedFindings = await deployment.PreflightAsync(crowded, SampleDeployment.Now, TestContext.Current.CancellationToken);
        var blocked = Assert.Throws<ProblemException>(() => PreflightText.Tell(crowdedFindings, sample.Error));
        Assert.Contains("the subnets lie in `eu-west-3a` only", blocked.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("celery/beat.json", " ", "`celery/beat.json` changed since the plan was made")]
    [InlineData("bill/more.csv.gz", "", "`bill/more.csv.gz` came since the plan was made")]
    [InlineData("README.md", "more", null)] // no input
    public async Task A_plan_of_other_inputs_is_stale(string file, string appended, string? told)
    {
        using var sample = await SampleDeployment.PlannedAsync();
        await File.AppendAllTextAsync(Path.Combine(sample.Folder, file), appended, TestContext.Current.CancellationToken);
        var problems = await StaleAsync(sample, SampleDeployment.Now);
        Assert.Equal(told, problems.SingleOrDefault()?.What);
    }

    [Theory]
    [InlineData("region: eu-west-3", "region: eu-central-1", "`costtool.yaml` changed since the plan was made")]
    [InlineData("app:2026.10", "app:2026.11", null)] // of `deploy:`, which is compared with the account
    public async Task Of_the_configuration_only_what_the_plan_reads_makes_it_stale(string before, string after, string? told)
    {
        using var sample = await SampleDeployment.PlannedAsync();
        var file = Path.Combine(sample.Folder, "costtool.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(told, (await StaleAsync(sample, SampleDeployment.Now)).SingleOrDefault()?.What);
    }

    [Theory]
    [InlineData("2026-11-30T00:00:00Z", null)] // seven days to the second
    [InlineData("2026-11-30T00:00:01Z", "the plan is of 2026-11-23 00:00 UTC, 7 days old, and 7 are allowed")]
    public async Task An_old_plan_is_stale(string now, string? told)
    {
        using var sample = await SampleDeployment.PlannedAsync();
        Assert.Equal(told, (await StaleAsync(sample, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))).SingleOrDefault()?.What);
    }

    private static async Task<IReadOnlyList<Problem>> StaleAsync(SampleDeployment sample, DateTimeOffset now) =>
        PlanFreshness.Problems((await SavedPlan.ReadAsync(sample.Folder, default)).Plan.Plan, WorkspaceReader.Open(sample.Folder), now, PlanFreshness.UsualMaxAge, default);
}
