namespace Myelin.Tabular;

/// <summary>The values that a setting may take, as a line from 0 to 1 on which all are equally likely at first.</summary>
public abstract record Distribution
{
    /// <summary>How many values there are; 0 for a line without gaps.</summary>
    public virtual int Count => 0;

    /// <summary>The value at a place from 0 up to 1, as it is written: key=value.</summary>
    public abstract string At(double place);

    /// <summary>The place of a value, of several the middle; null where it is none of them.</summary>
    public abstract double? PlaceOf(string value);
}
