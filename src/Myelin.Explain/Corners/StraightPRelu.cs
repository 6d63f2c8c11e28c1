using Myelin.Kernels;

namespace Myelin.Explain;

/// <summary>A PReLU that goes straight on, with slope 1, for inputs that stand at its corner.</summary>
sealed record StraightPRelu(PRelu Layer, double Reach) : Layer
{
    // inputs as they were when the corner was looked for; by their places
    double[]? _seen;

    public bool IsLooking { get; set; } = true;

    public bool HasCorners => _seen?.Any(IsCorner) == true;

    public override int Outputs(int inputs) => Layer.Outputs(inputs);

    public override IEnumerable<ParameterBlock> Blocks(int inputs) => Layer.Blocks(inputs);

    public override LayerKind Kind => Layer.Kind;

    public override void Describe(ILayerDescription to) => Layer.Describe(to);

    internal override Signal AddForward(ForwardGraph graph, Signal x) => Layer.AddForward(graph, x);

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new Pass<T>(this, Layer.Bind<T, TLane>(binder), binder);

    bool IsCorner(double x) => x >= 0 && x <= Reach;

    sealed class Pass<T> : LayerPass<T> where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        readonly StraightPRelu _mine;
        readonly LayerPass<T> _pass;

        public Pass(StraightPRelu mine, LayerPass<T> pass, LayerBinder<T> binder) : base(binder)
        {
            (_mine, _pass) = (mine, pass);
            (Output, OutputGradient) = (pass.Output, pass.OutputGradient);
        }

        public override void Forward(Worker worker)
        {
            _pass.Forward(worker);
            int columns = Input.Columns, units = Batch.Rows * columns;
            if (_mine.IsLooking) _mine._seen = new double[units];
            for (int i = 0; i < units; i++)
            {
                (int n, int c) = (i / columns, i % columns);
                if (_mine.IsLooking) _mine._seen![i] = double.CreateTruncating(Input[n, c]);
                else if (_mine.IsCorner(_mine._seen![i])) Output[n, c] = Input[n, c];
            }
        }

        public override void Backward(Worker worker) => _pass.Backward(worker);

        public override void Gradients(Worker worker, bool add, UpdatePass<T>? update) => _pass.Gradients(worker, add, update);
    }
}
