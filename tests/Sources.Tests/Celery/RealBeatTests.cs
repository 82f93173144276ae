using System.Diagnostics;
using System.Globalization;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Sources.Celery;
using NodaTime;

namespace CostTool.Sources.Tests.Celery;

/// <summary>What the real <c>DatabaseScheduler</c> of django-celery-beat, from the Debian package, makes of our writing.</summary>
public sealed class RealBeatTests : IAsyncLifetime
{
    private static readonly CeleryTimes Utc = new();

    // A real beat without a broker: messages are noted instead of sent, and the clock of its schedules is ours.
    private const string Beat = """
        import datetime, sys
        from zoneinfo import ZoneInfo
        import django
        from django.conf import settings
        settings.configure(DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': sys.argv[1]}}, USE_TZ=True, TIME_ZONE='UTC', CELERY_TIMEZONE='UTC', INSTALLED_APPS=['django_celery_beat'], DEFAULT_AUTO_FIELD='django.db.models.AutoField')
        django.setup()
        from django.core.management import call_command
        call_command('migrate', verbosity=0)
        from celery import Celery
        from django_celery_beat import schedulers
        from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask, PeriodicTasks
        app = Celery('shop', broker='memory://', set_as_current=True)
        app.conf.update(timezone='UTC', enable_utc=True, result_expires=None)
        now = [datetime.datetime(2026, 11, 23, 12, 30, tzinfo=datetime.timezone.utc)]
        app.now = lambda: now[0]
        schedulers.ModelEntry._default_now = lambda self: now[0]
        from django_celery_beat import tzcrontab
        tzcrontab.TzAwareCrontab.nowfunc = lambda self: now[0].astimezone(self.tz)
        import django_celery_beat.models as models
        models.now = lambda: now[0]
        sent = []
        class Noted(schedulers.DatabaseScheduler):
            def apply_async(self, entry, producer=None, advance=True, **kwargs):
                entry = self.reserve(entry) if advance else entry
                sent.append(entry.name)
                class Result: id = 'x'
                return Result()
            def setup_schedule(self): pass
        hourly = CrontabSchedule.objects.create(minute='0', hour='*', timezone='UTC')
        half = IntervalSchedule.objects.create(every=30, period='minutes')
        PeriodicTask.objects.create(name='hourly', task='shop.hourly', crontab=hourly)
        PeriodicTask.objects.create(name='half', task='shop.half', interval=half, last_run_at=datetime.datetime(2026, 11, 23, 12, 20, tzinfo=datetime.timezone.utc))
        beat = Noted(app=app)
        beat.schedule  # reads its rows, as a beat that starts does
        print('ready', flush=True)
        for line in sys.stdin:
            word, _, value = line.strip().partition(' ')
            if word == 'at':
                # Turns of the loop, coarser than the five seconds of a real one.
                end = datetime.datetime.fromisoformat(value)
                while now[0] < end:
                    now[0] = min(end, now[0] + datetime.timedelta(seconds=30))
                    for turn in range(3): beat.tick()
                print(' '.join(sorted(sent)) or '-', flush=True)
                sent.clear()
            elif word == 'sync':
                beat.sync(); print('synced', flush=True)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-beat-");
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> errors = new();
    private Process? beat;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => Path.Combine(folder.FullName, "beat.sqlite3");

    public async ValueTask InitializeAsync()
    {
        var script = Path.Combine(folder.FullName, "beat.py");
        await System.IO.File.WriteAllTextAsync(script, Beat, Token);
        beat = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, File]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        beat.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        beat.BeginErrorReadLine();
        Assert.Equal("ready", await LineAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (beat is not null)
        {
            beat.Kill();
            await beat.WaitForExitAsync(CancellationToken.None);
            beat.Dispose();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_row_that_we_disabled_is_not_sent_any_more_and_the_others_are()
    {
        Assert.Equal("half half hourly", await SentUntilAsync(13, 25)); // 12:50, 13:00 and 13:20
        await RowsAt(13, 25).SetAsync(await EntryAsync("hourly"), enabled: false, lastRun: null, Token);
        Assert.Equal("half half half", await SentUntilAsync(15, 5)); // 13:50, 14:20, 14:50 and no more: 15:00 is not sent
    }

    [Fact]
    public async Task A_row_that_we_enabled_again_makes_up_for_nothing_and_leaves_out_nothing()
    {
        Assert.Equal("-", await SentUntilAsync(12, 31));
        await RowsAt(12, 31).SetAsync(await EntryAsync("hourly"), enabled: false, lastRun: null, Token);
        await RowsAt(12, 31).SetAsync(await EntryAsync("half"), enabled: false, lastRun: null, Token);
        Assert.Equal("-", await SentUntilAsync(15, 30));
        // EventBridge ran the hourly one at 15:00 and the other, in its phase, at 15:20.
        await RowsAt(15, 30).SetAsync(await EntryAsync("hourly"), enabled: true, Instant.FromUtc(2026, 11, 23, 15, 30), Token);
        await RowsAt(15, 31).SetAsync(await EntryAsync("half"), enabled: true, Instant.FromUtc(2026, 11, 23, 15, 20), Token);
        Assert.Equal("-", await SentUntilAsync(15, 49));
        Assert.Equal("half", await SentUntilAsync(15, 51));
        Assert.Equal("hourly", await SentUntilAsync(16, 1));
    }

    [Fact]
    public async Task Without_a_last_run_of_ours_an_old_one_would_be_made_up_for()
    {
        Assert.Equal("half hourly", await SentUntilAsync(13, 10));
        await beat!.StandardInput.WriteLineAsync("sync");
        Assert.Equal("synced", await LineAsync());
        var hourly = await EntryAsync("hourly");
        await RowsAt(13, 10).SetAsync(hourly, enabled: false, lastRun: null, Token);
        Assert.DoesNotContain("hourly", await SentUntilAsync(15, 30), StringComparison.Ordinal);
        await RowsAt(15, 30).SetAsync(hourly, enabled: true, Instant.FromUtc(2026, 11, 23, 13, 0), Token);
        Assert.Contains("hourly", await SentUntilAsync(15, 31), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_change_before_its_first_look_escapes_beat_and_a_second_one_does_not()
    {
        // It has read its rows and never yet looked when they changed last.
        await RowsAt(12, 31).SetAsync(await EntryAsync("hourly"), enabled: false, lastRun: null, Token);
        Assert.Equal("half hourly", await SentUntilAsync(13, 1));
        await RowsAt(13, 2).AnnounceAsync(Token);
        Assert.Equal("half half", await SentUntilAsync(14, 1)); // 13:20 and 13:50
    }

    private BeatRows RowsAt(int hour, int minute) => new(CeleryData.Sqlite(File), Utc, new StoppedClock(Instant.FromUtc(2026, 11, 23, hour, minute)));

    private async Task<SwitchedEntry> EntryAsync(string name)
    {
        var entry = (await BeatDatabase.ReadAsync(CeleryData.Sqlite(File), Utc, Token)).Entries.Single(one => one.Name == name);
        return new SwitchedEntry { Id = name, Row = PlannedRow.Of(entry), Origin = entry.Origin, RowId = long.Parse(entry.Origin.Split(' ')[^1], CultureInfo.InvariantCulture), Schedules = [] };
    }

    private async Task<string> SentUntilAsync(int hour, int minute)
    {
        await beat!.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"at 2026-11-23T{hour:00}:{minute:00}:00+00:00"));
        return await LineAsync();
    }

    private async Task<string> LineAsync() =>
        await beat!.StandardOutput.ReadLineAsync(Token) ?? throw new InvalidOperationException($"beat ended: {string.Join('\n', errors)}");
}
