using System.Diagnostics;

namespace Stockade.Cli;

/// <summary>A line on the terminal that tells of a run that takes its time. It is gone when the run is over, and never there where nobody looks.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const string EraseLine = "\r\u001B[K";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly TextWriter _error;
    private readonly Stopwatch _clock;
    private readonly Timer? _timer;
    private int _files;
    private bool _isShown;
    private bool _isOver;

    public ProgressLine(TextWriter error, Stopwatch clock, bool isQuiet)
    {
        _error = error;
        _clock = clock;
        if (!isQuiet && Terminal.ErrorShowsProgress)
            _timer = new Timer(static line => ((ProgressLine)line!).Show(), this, Patience, Interval);
    }

    /// <summary>One more file was read; from any thread.</summary>
    public void Add() => Interlocked.Increment(ref _files);

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _isOver = true;
            if (_isShown)
                _error.Write(EraseLine);
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            // The timer may fire once more while it is disposed of.
            if (_isOver)
                return;
            _isShown = true;
            _error.Write(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{EraseLine}analysing … {_files} files, {_clock.Elapsed.TotalSeconds:0} s"));
        }
    }
}
