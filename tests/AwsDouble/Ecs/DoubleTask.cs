using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>A task on its way from PROVISIONING to STOPPED.</summary>
internal sealed class DoubleTask
{
    private readonly List<(DateTimeOffset At, Action<DateTimeOffset> Do)> _steps = [];
    private readonly TaskCourse _course;
    private readonly TimeSpan _phase;
    private readonly Action<DoubleTask, DateTimeOffset> _changed;

    /// <param name="document">As DescribeTasks tells it.</param>
    /// <param name="definition">Its task definition.</param>
    /// <param name="course">What becomes of it.</param>
    /// <param name="phase">How long each state between two others lasts.</param>
    /// <param name="changed">Told of each change of its status.</param>
    public DoubleTask(JsonObject document, JsonObject definition, TaskCourse course, TimeSpan phase, Action<DoubleTask, DateTimeOffset> changed)
    {
        (Document, Definition, _course, _phase, _changed) = (document, definition, course, phase, changed);
    }

    public JsonObject Document { get; }

    public JsonObject Definition { get; }

    public TagSet Tags { get; } = new("key", "value");

    public string Arn => Document.Text("taskArn");

    public string Id => Arn.Split('/')[^1];

    public string LastStatus => Document.Text("lastStatus");

    public string DesiredStatus => Document.Text("desiredStatus");

    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>When something happens to it next; null: nothing does.</summary>
    public DateTimeOffset? Next => _steps.Count == 0 ? null : _steps[0].At;

    private IEnumerable<JsonObject> Containers => Document.Objects("containers");

    /// <summary>Begins: what is due at once is done by the next <see cref="Step"/>.</summary>
    /// <param name="now">When it was started.</param>
    /// <param name="write">Writes a line to the log of the task at an instant.</param>
    /// <param name="obstacle">Why it cannot start, whatever its course says; null: it can.</param>
    public void Begin(DateTimeOffset now, Action<DateTimeOffset, string> write, string? obstacle)
    {
        _changed(this, now);
        At(now + _phase, at => Become("PENDING", at, "pullStartedAt"));
        if ((obstacle ?? (_course.Ending is TaskEnding.FailsToStart ? _course.Reason ?? "CannotPullContainerError: the image is not there" : null)) is { } reason)
        {
            At(now + (2 * _phase), at => End(at, "TaskFailedToStart", reason, null));
            return;
        }

        At(now + (2 * _phase), at => Become("ACTIVATING", at, "pullStoppedAt"));
        At(now + (3 * _phase), at => Run(at, write));
    }

    /// <summary>Does what is due next.</summary>
    public void Step()
    {
        var (at, step) = _steps[0];
        _steps.RemoveAt(0);
        step(at);
    }

    /// <summary>Asks it to stop; one that stops already goes on as it does.</summary>
    public void Stop(DateTimeOffset now, string stopCode, string reason)
    {
        if (DesiredStatus == "STOPPED") return;
        End(now, stopCode, reason, LastStatus == "RUNNING" ? _course.ExitCodeOnSignal : null);
    }

    private void At(DateTimeOffset at, Action<DateTimeOffset> step) => _steps.Add((at, step));

    private void Become(string status, DateTimeOffset at, string? stamp = null)
    {
        Document["lastStatus"] = status;
        if (stamp is not null) Document[stamp] = at.Seconds();
        _changed(this, at);
    }

    private void Run(DateTimeOffset at, Action<DateTimeOffset, string> write)
    {
        foreach (var container in Containers) container["lastStatus"] = "RUNNING";
        Become("RUNNING", at, "startedAt");
        var (count, length) = (_course.Lines.Count, _course.Duration ?? TimeSpan.Zero);
        foreach (var (index, line) in _course.Lines.Index()) At(at + (length * index / count), written => write(written, line));
        if (_course.Duration is not { } duration) return;
        At(at + duration, ended =>
        {
            if (_course.Ending is TaskEnding.Interrupted) End(ended, "SpotInterruption", "Your Spot Task was interrupted.", _course.ExitCodeOnSignal);
            else if (_course.Ending is TaskEnding.HostFails) End(ended, "InfrastructureHealth", "Task stopped due to an infrastructure failure.", null);
            else Exit(ended);
        });
    }

    // The container ends first, and the task with it.
    private void Exit(DateTimeOffset at)
    {
        EndContainers(_course.ExitCode);
        Mark(at, "EssentialContainerExited", "Essential container in task exited");
        Become("DEPROVISIONING", at);
        At(at + _phase, Gone);
    }

    // The task is told to stop, and its containers end on the way.
    private void End(DateTimeOffset at, string stopCode, string reason, int? exitCode)
    {
        var ran = LastStatus == "RUNNING";
        _steps.Clear();
        Mark(at, stopCode, reason);
        _changed(this, at);
        if (ran)
        {
            At(at + _phase, later => Become("DEACTIVATING", later));
            At(at + (2 * _phase), later =>
            {
                EndContainers(exitCode);
                Become("STOPPING", later);
            });
        }

        At(at + ((ran ? 3 : 1) * _phase), later => Become("DEPROVISIONING", later));
        At(at + ((ran ? 4 : 2) * _phase), later =>
        {
            if (!ran) EndContainers(null);
            Gone(later);
        });
    }

    private void Mark(DateTimeOffset at, string stopCode, string reason)
    {
        Document["desiredStatus"] = "STOPPED";
        Document["stopCode"] = stopCode;
        Document["stoppedReason"] = reason;
        Document["stoppingAt"] = at.Seconds();
    }

    private void EndContainers(int? exitCode)
    {
        foreach (var container in Containers)
        {
            container["lastStatus"] = "STOPPED";
            if (exitCode is { } code) container["exitCode"] = code;
            if (_course.Reason is { } said) container["reason"] = said;
        }
    }

    private void Gone(DateTimeOffset at)
    {
        StoppedAt = at;
        if (Document["startedAt"] is not null) Document["executionStoppedAt"] = Document["stoppingAt"]!.DeepClone();
        Become("STOPPED", at, "stoppedAt");
    }
}
