// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace cosftp {

/// CRC-64/XZ, the checksum that COS reports as x-cos-hash-crc64ecma (an unsigned decimal number).
/// Computed by liblzma.
class Crc64
{
public:
    Crc64() = default;
    /// Goes on from a known checksum, e.g. the one of an object that is being appended to.
    explicit Crc64(quint64 value) : m_value(value) {}

    void add(QByteArrayView bytes);
    [[nodiscard]] quint64 value() const { return m_value; }

    static quint64 of(QByteArrayView bytes);
    /// The checksum of A followed by B, from those of A and B and B's length in bytes.
    static quint64 combine(quint64 first, quint64 second, quint64 secondSizeBytes);

private:
    quint64 m_value = 0;
};

}  // namespace cosftp
