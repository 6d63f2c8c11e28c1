namespace Myelin.Tabular;

/// <summary>What the rules of encoders are written to: a program of another language, or a file of another format. It writes every kind of
/// rule, or it is not compiled.</summary>
interface ICellTarget
{
    void Words(WordRule rule);

    void Number(NumberRule rule);

    void Mark(MarkRule rule);

    void Pieces(PiecesRule rule);

    void Circle(CircleRule rule);
}
