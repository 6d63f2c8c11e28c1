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

// dotnet run --project benchmarks/Myelin.Benchmarks -c Release -- --filter '*Steps*'
IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(8))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(WorkColumn.All)
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
BenchmarkSwitcher.FromAssembly(typeof(Steps).Assembly).Run(args, config);
