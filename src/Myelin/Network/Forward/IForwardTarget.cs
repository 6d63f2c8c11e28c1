namespace Myelin;

/// <summary>What a forward pass is written to: a program of another language, or a file of another format. It writes every kind of
/// operation, or it is not compiled.</summary>
interface IForwardTarget
{
    void Product(ProductOperation operation);

    void ColumnProduct(ColumnProductOperation operation);

    void Formula(FormulaOperation operation);

    void RowFormula(RowFormulaOperation operation);

    void Columns(ColumnsOperation operation);

    void Join(JoinOperation operation);

    void Lookup(LookupOperation operation);

    void Numbers(NumbersOperation operation);
}
