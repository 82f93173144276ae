namespace CostTool.AwsDouble.Faults;

/// <summary>Faults by the name of a call or by its number; each is met once.</summary>
public sealed class FaultPlan
{
    private readonly Dictionary<string, Queue<Fault?>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Fault> _byNumber = [];
    private readonly Lock _gate = new();

    /// <summary>As after the death of the client: the call of this number has its effect, no later one has any, and none is answered. Null: nobody died.</summary>
    public int? DeadAfter { get; set; }

    /// <summary>Faults of the next calls of a name, in their order. A null lets one call pass.</summary>
    public void Plan(string call, params Fault?[] faults)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(call, out var queue)) _byName[call] = queue = new Queue<Fault?>();
            foreach (var fault in faults) queue.Enqueue(fault);
        }
    }

    /// <summary>The fault of the call of this number, whatever its name; calls count from 1.</summary>
    public void PlanAt(int number, Fault fault)
    {
        lock (_gate) _byNumber[number] = fault;
    }

    internal Fault? Take(string call, int number)
    {
        lock (_gate)
        {
            if (DeadAfter is { } last && number >= last) return number == last ? Fault.CutAfterEffect : Fault.CutBeforeEffect;
            if (_byNumber.Remove(number, out var numbered)) return numbered;
            return _byName.TryGetValue(call, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
        }
    }
}
