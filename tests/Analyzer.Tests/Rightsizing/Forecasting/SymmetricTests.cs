using CostTool.Analyzer.Rightsizing.Forecasting;
using CsCheck;

namespace CostTool.Analyzer.Tests.Rightsizing.Forecasting;

public sealed class SymmetricTests
{
    [Fact]
    public void AMatrixTimesItsInverseIsOne() => Gen.Double[-2, 2].Array[16].Sample(numbers =>
    {
        // B B' + I is symmetric and positive definite for every B.
        var matrix = new double[4, 4];
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                for (var index = 0; index < 4; index++)
                    matrix[row, column] += (numbers[(row * 4) + index] * numbers[(column * 4) + index]) + (row == column ? 0.25 : 0);
        var product = Symmetric.Multiply(matrix, Symmetric.Inverse(matrix));
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                Assert.Equal(row == column ? 1 : 0, product[row, column], 8);
    });

    [Fact]
    public void SolvesByHand()
    {
        // 4x + 2y = 10, 2x + 3y = 11: x = 1, y = 3.
        var solution = Symmetric.Solve(new double[,] { { 4, 2 }, { 2, 3 } }, [10, 11]);
        Assert.Equal(1, solution[0], 12);
        Assert.Equal(3, solution[1], 12);
    }
}
