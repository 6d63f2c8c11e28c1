using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Myelin.Benchmarks;

// an epoch of each network, for kernels.sh, which looks at what the JIT made of it
if (args is ["once"])
{
    foreach (NetworkCase network in NetworkCase.All)
    {
        var steps = new Steps { Case = network, Threads = 1 };
        steps.Setup();
        steps.Epoch();
        steps.Cleanup();
    }
    return;
}

// the first step of a network in a process that has computed nothing yet, for start.sh: code is compiled in it
if (args is ["start", var which])
{
    var steps = new Steps { Case = NetworkCase.All[int.Parse(which, CultureInfo.InvariantCulture)], Threads = 1 };
    steps.Prepare();
    (long begun, TimeSpan compiled, long methods) =
        (Stopwatch.GetTimestamp(), JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
    steps.Begin();
    double first = steps.Step();
    (TimeSpan all, compiled, methods) =
        (Stopwatch.GetElapsedTime(begun), JitInfo.GetCompilationTime() - compiled, JitInfo.GetCompiledMethodCount() - methods);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{all.TotalMilliseconds,6:0.0} ms to the end of the first step of {steps.Case.Name}, " +
        $"{compiled.TotalMilliseconds,6:0.0} ms of it compiling {methods} methods; loss {first:0.0000}"));
    return;
}

// dotnet run --project benchmarks/Myelin.Benchmarks -c Release -- --filter '*Steps*'
IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(8))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(WorkColumn.All)
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
BenchmarkSwitcher.FromAssembly(typeof(Steps).Assembly).Run(args, config);
