// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"

#include <array>
#include <cstdint>
#include <lzma.h>

namespace cosftp {

namespace {

// A linear map on 64-bit vectors over GF(2): column i is the image of bit i.
using Matrix = std::array<quint64, 64>;

constexpr quint64 reflectedPolynomial = 0xC96C5795D7870F42U;

quint64 imageOf(const Matrix &matrix, quint64 vector)
{
    quint64 sum = 0;
    for (std::size_t bit = 0; vector != 0; ++bit, vector >>= 1U)
        if ((vector & 1U) != 0)
            sum ^= matrix[bit];
    return sum;
}

Matrix squared(const Matrix &matrix)
{
    Matrix square{};
    for (std::size_t bit = 0; bit < square.size(); ++bit)
        square[bit] = imageOf(matrix, matrix[bit]);
    return square;
}

// What one zero bit appended to the message does to the register.
Matrix oneZeroBit()
{
    Matrix matrix{};
    matrix[0] = reflectedPolynomial;
    for (std::size_t bit = 1; bit < matrix.size(); ++bit)
        matrix[bit] = quint64{1} << (bit - 1);
    return matrix;
}

// Matrix n is what 2^n appended zero bytes do.
std::array<Matrix, 64> appendedZeros()
{
    std::array<Matrix, 64> zeros{};
    zeros[0] = squared(squared(squared(oneZeroBit())));
    for (std::size_t power = 1; power < zeros.size(); ++power)
        zeros[power] = squared(zeros[power - 1]);
    return zeros;
}

}  // namespace

void Crc64::add(QByteArrayView bytes)
{
    m_value = lzma_crc64(reinterpret_cast<const uint8_t *>(bytes.data()),
                         static_cast<std::size_t>(bytes.size()), m_value);
}

quint64 Crc64::of(QByteArrayView bytes)
{
    Crc64 crc;
    crc.add(bytes);
    return crc.value();
}

// Appending B is appending as many zeros to A and adding B: the register is linear.
quint64 Crc64::combine(quint64 first, quint64 second, quint64 secondSizeBytes)
{
    static const auto zeros = appendedZeros();
    for (std::size_t power = 0; power < zeros.size(); ++power)
        if (((secondSizeBytes >> power) & 1U) != 0)
            first = imageOf(zeros[power], first);
    return first ^ second;
}

}  // namespace cosftp
