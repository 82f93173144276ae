using CostTool.Analyzer.Problems;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;
using CsCheck;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class PartsTests
{
    [Fact]
    public void A_counter_sketches_as_the_sketch_itself_does() => Gen.Double[0, 16].Select(power => (long)Math.Pow(10, power)).Array[1, 300].Sample(values =>
    {
        var (counter, sketch) = (new DurationCounter(), new DurationSketch());
        foreach (var value in values.Append(0))
        {
            counter.Add(value);
            sketch.Add(value / 1e6);
        }

        var counted = counter.ToSketch();
        return new[] { 0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 }.All(share => counted.Quantile(share) == sketch.Quantile(share))
            && counted.Count == sketch.Count && counted.Longest == sketch.Longest && counted.Shortest == sketch.Shortest && Math.Abs(counted.SumSeconds - sketch.SumSeconds) <= 1e-9 * sketch.SumSeconds;
    });

    [Fact]
    public void Every_small_value_and_both_sides_of_every_edge_find_their_bucket()
    {
        IEnumerable<long> Values()
        {
            for (var value = 1L; value < 100_000; value++) yield return value;
            // Just around powers of two, where the cells change their width.
            for (var power = 17; power < 50; power++)
                for (var near = -2; near <= 2; near++) yield return (1L << power) + near;
        }

        foreach (var value in Values())
        {
            var (counter, sketch) = (new DurationCounter(), new DurationSketch());
            // Two neighbours far away keep the clamp to the shortest and longest from hiding the bucket.
            foreach (var each in new[] { 1, value, 1L << 52 }) counter.Add(each);
            foreach (var each in new[] { 1, value, 1L << 52 }) sketch.Add(each / 1e6);
            if (counter.ToSketch().Quantile(0.5) != sketch.Quantile(0.5)) Assert.Fail($"{value} µs");
        }
    }

    [Fact]
    public void Idle_places_start_tasks_when_a_plain_list_does() => Gen.Select(Gen.Int[1, 80], Gen.Select(Gen.Int[0, 10], Gen.Int[0, 400]).Array[1, 1500]).Sample((places, tasks) =>
    {
        var idle = new IdlePlaces(places);
        var free = new List<long>(new long[places]);
        var now = 0L;
        foreach (var (gap, runtime) in tasks)
        {
            now += gap;
            free.Sort();
            var finish = Math.Max(free[0], now) + runtime;
            free[0] = finish;
            if (idle.Take(now, runtime) != finish) return false;
        }

        return true;
    });

    // Times far apart make ways long, so that the queue becomes a heap within the test.
    [Theory]
    [InlineData(50)]
    [InlineData(100_000)]
    public void Places_leave_a_queue_by_time_and_then_by_launch(int longest) => Gen.Select(Gen.Int[1, 250], Gen.Int[1, longest].Array[4000]).Sample(
        (places, runtimes) =>
        {
            var queue = new PlaceQueue();
            var plain = new SortedSet<(long, int)>();
            // A number is given out again, to another worker.
            var (workers, worker) = (new Dictionary<int, int>(), 0);
            for (var place = 0; place < places; place++) Push(0);
            foreach (var runtime in runtimes)
            {
                var (time, place) = plain.Min;
                if ((PlaceQueue.TimeOf(queue.Top), PlaceQueue.PlaceOf(queue.Top)) != (time, place) || queue.Workers[place] != workers[place]) return false;
                plain.Remove(plain.Min);
                // Now and then a worker leaves, or another comes.
                if (runtime % 64 == 0 && plain.Count > 0)
                {
                    queue.Pop();
                }
                else
                {
                    plain.Add((time + runtime, place));
                    queue.Move(time + runtime);
                    if (runtime % 64 == 1) Push(time + runtime);
                }
            }

            return queue.Keys.Order().Select(key => (PlaceQueue.TimeOf(key), PlaceQueue.PlaceOf(key))).SequenceEqual(plain);

            void Push(long time)
            {
                var number = queue.Push(time, worker);
                plain.Add((time, number));
                workers[number] = worker++;
            }
        },
        iter: 20);

    [Fact]
    public void A_few_numbers_stay_in_order_whichever_comes_and_goes() => Gen.Select(Gen.Int[1, 48], Gen.Int[0, 100].Array[1, 300]).Sample((most, steps) =>
    {
        var few = new SortedFew(most);
        var plain = new List<long>();
        foreach (var step in steps)
        {
            if (step < 10 && plain.Count > 0)
            {
                few.RemoveFirst();
                plain.RemoveAt(0);
            }
            else if (plain.Count < most)
            {
                few.Add(step);
                plain.Add(step);
            }
            else
            {
                if (few.Replace(few.First + step) != plain[0]) return false;
                plain[0] += step;
            }

            plain.Sort();
            if (!few.Numbers.SequenceEqual(plain.ToArray()) || (plain.Count > 0 && few.First != plain[0])) return false;
        }

        return true;
    });

    [Fact]
    public void Random_numbers_are_spread_evenly_and_depend_on_their_place_alone()
    {
        var key = SplitRandom.Key(7, 1);
        var draws = Enumerable.Range(0, 100_000).Select(place => SplitRandom.Uniform(key, (ulong)place)).ToArray();
        Assert.All(draws, draw => Assert.InRange(draw, double.Epsilon, 1 - 1e-16));
        // Each tenth holds 10,000, give or take five times the root of 9,000.
        Assert.All(draws.GroupBy(draw => (int)(draw * 10)), tenth => Assert.InRange(tenth.Count(), 9525, 10_475));
        Assert.Equal(draws[77], SplitRandom.Uniform(SplitRandom.Key(7, 1), 77));
        Assert.NotEqual(draws[77], SplitRandom.Uniform(SplitRandom.Key(8, 1), 77));
        Assert.NotEqual(draws[77], SplitRandom.Uniform(SplitRandom.Key(7, 2), 77));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 15)]     // half-way from 10 at 0 to 20 at 0.5
    [InlineData(0.5, 20)]
    [InlineData(0.95, 110)]    // 20 + 0.9 × 100
    [InlineData(1, 120)]
    public void A_table_of_quantiles_draws_straight_lines(double share, double value) =>
        Assert.Equal(value, QuantileTable.Of((0, 10), (0.5, 20), (1, 120)).At(share), 9);

    [Fact]
    public void The_mean_of_a_table_is_that_of_its_lines()
    {
        Assert.Equal(42.5, QuantileTable.Of((0, 10), (0.5, 20), (1, 120)).Mean); // 0.5 × 15 + 0.5 × 70
        Assert.Equal(7, QuantileTable.Constant(7).Mean);
        Assert.Equal(20, QuantileTable.Of((0.5, 20), (0.9, 20)).At(1));
    }

    [Fact]
    public void A_table_that_falls_is_refused()
    {
        Assert.Throws<ArgumentException>(() => QuantileTable.Of((0, 10), (1, 9)));
        Assert.Throws<ArgumentException>(() => QuantileTable.Of((0.5, 1), (0.5, 2)));
        Assert.Throws<ArgumentException>(() => QuantileTable.Of());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 2)]    // the centre stands at (2 - 1) / (6 - 1) of the draws
    [InlineData(1, 6)]
    public void A_band_is_a_triangle(double share, double value) => Assert.Equal(value, new Band(1, 2, 6).At(share), 9);

    [Fact]
    public void Lifetimes_are_those_of_the_rate()
    {
        // At one an hour, 1 - 1/e of the workers are interrupted within an hour.
        var spot = new SpotProcess(World.Calm with { SpotTerms = World.Spot(1) }, World.Small, 1);
        var within = Enumerable.Range(0, 10_000).Count(launch => spot.Lifetime(0, (ulong)launch, 3600 * Micros.PerSecond) < Micros.Never);
        Assert.InRange(within, 6321 - 200, 6321 + 200);
        // The horizon only hides what lies beyond it.
        Assert.All(Enumerable.Range(0, 1000).Select(launch => (ulong)launch), launch =>
        {
            var far = spot.Lifetime(0, launch, 36_000 * Micros.PerSecond);
            Assert.Equal(far < 3600 * Micros.PerSecond ? far : Micros.Never, spot.Lifetime(0, launch, 3600 * Micros.PerSecond));
        });
    }

    [Fact]
    public void A_history_is_in_order_of_arrival_and_ties_stay_as_they_were_added()
    {
        var builder = new ReplayHistoryBuilder();
        foreach (var (arrival, task, queue) in new[] { (5.0, "b", "x"), (1.0, "a", "y"), (5.0, "c", "x") })
            builder.Add(new() { ArrivalSeconds = arrival, RuntimeSeconds = 1, Task = task, Queue = queue });
        var history = builder.Build(DateTimeOffset.UnixEpoch);
        Assert.Equal([1_000_000, 5_000_000, 5_000_000], history.Arrivals.ToArray());
        Assert.Equal(["a", "b", "c"], history.Tasks.ToArray().Select(task => history.TaskNames[task]));
        Assert.Equal(5_000_000, history.HorizonMicros);
        Assert.Equal(2, history.Queue("x").Count);
        Assert.Contains("`z`", Assert.Throws<ArgumentException>(() => history.Queue("z")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_with_an_eta_is_due_then()
    {
        var builder = new ReplayHistoryBuilder();
        builder.Add(new() { ArrivalSeconds = 0, RuntimeSeconds = 1, Task = "t", Queue = "q", EtaSeconds = 100 });
        builder.Add(new() { ArrivalSeconds = 10, RuntimeSeconds = 2, Task = "t", Queue = "q", EtaSeconds = 5 });
        var demand = builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(200)).Queue("q");
        Assert.Equal([10_000_000, 100_000_000], demand.Due.ToArray());
        Assert.Equal([2_000_000, 1_000_000], demand.Runtimes.ToArray());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void Times_that_are_none_are_refused(double arrival, double runtime) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => World.Demand(100, (arrival, runtime)));

    [Fact]
    public void A_thinner_history_is_part_of_a_thicker_one() => Gen.Select(World.Demands, Gen.Double[0, 1], Gen.Double[0, 1], Gen.ULong).Sample((demand, one, other, seed) =>
    {
        var (thin, thick) = (demand.Thin(Math.Min(one, other), seed), demand.Thin(Math.Max(one, other), seed));
        var left = thick.Due.ToArray().Zip(thick.Runtimes.ToArray()).ToList();
        return thin.Due.ToArray().Zip(thin.Runtimes.ToArray()).All(left.Remove) && demand.Thin(1, seed).Count == demand.Count && demand.Thin(0, seed).Count == 0;
    });

    [Fact]
    public void A_compressed_history_has_the_same_work_in_less_time()
    {
        var compressed = World.Demand(1000, (100, 7), (900, 3)).Compress(10);
        Assert.Equal([10_000_000, 90_000_000], compressed.Due.ToArray());
        Assert.Equal((10_000_000, 100_000_000), (compressed.WorkMicros, compressed.HorizonMicros));
    }

    public static TheoryData<ReplayPolicy, string> Meaningless => new()
    {
        { new ServicePolicy { Shape = World.Shape(), Workers = 0 }, "number of workers" },
        { new ServicePolicy { Shape = World.Shape(), Workers = 1, Buying = new Buying() }, "base and weights" },
        { new ServicePolicy { Shape = World.Shape(), Workers = 1, Buying = Buying.Spot, Prefetch = new Prefetch(4, true) }, "place for a prefetch" },
        { new ServicePolicy { Shape = World.Shape(), Workers = 3, Scaling = new TargetTracking { Least = 1, Most = 2 } }, "range of workers" },
        { new ServicePolicy { Shape = World.Shape(), Workers = 1, Scaling = new TargetTracking { Least = 1, Most = 2, Target = 1.01 } }, "target" },
        { new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 0.5 }, "interval" },
        { new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 60, IdleSeconds = -1 }, "idle time" },
        { new WakePolicy { Shape = World.Shape(), WindowSeconds = 0 }, "window" },
        { new DispatcherPolicy { Shape = World.Shape(), DrainSeconds = 60, Most = 0 }, "number of workers" },
        { new OneShotPolicy { Shape = World.Shape(2) }, "concurrency" },
        { new UniformProgressPolicy { Shape = World.Shape(), DeadlineSeconds = 0 }, "deadline" },
        { new HybridPolicy { Shape = World.Shape(), Parts = [] }, "list of parts" },
    };

    [Theory]
    [MemberData(nameof(Meaningless))]
    public void Parameters_that_mean_nothing_are_refused_by_name(ReplayPolicy policy, string parameter)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => new Replayer(World.Calm, 1).Replay(World.Demand(10, (0, 1)), policy)).Problems);
        Assert.Contains(parameter, problem.What, StringComparison.Ordinal);
        Assert.Equal(policy.Kind, problem.Where);
    }
}
