namespace MLRegularization.Tests.Tuning;

/// <summary>A clock that goes on when told, and fires timers then.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly List<FakeTimer> timers = [];
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (timers) return now.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        FakeTimer[] due;
        lock (timers)
        {
            now += by;
            due = [.. timers.Where(t => t.Due <= now)];
            foreach (FakeTimer timer in due) timers.Remove(timer);
        }
        foreach (FakeTimer timer in due) timer.Fire();
    }

    private sealed class FakeTimer(FakeClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.timers)
            {
                clock.timers.Remove(this);
                Due = clock.now + dueTime;
                if (dueTime >= TimeSpan.Zero) clock.timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.timers) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
