// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crc64.h"
#include "transfer/shared_budget.h"

#include <QByteArray>

#include <span>

namespace cosftp {

/// The bytes of one part while they come in and while they are sent, and the piece of the memory
/// budget they stand on. Move only; the memory goes back when it dies. The bytes are written once,
/// in place, and their CRC-64 is taken while they are still in the cache.
class PartBuffer
{
public:
    enum class Pages {
        AsBytesCome,  ///< Touched one by one: nobody knows how much comes.
        AtOnce        ///< The granted memory is sure to be filled.
    };
    /// `expectedBytes`: the address space to reserve, if that is more than what is granted.
    PartBuffer(BudgetGrant memory, qint64 expectedBytes, Pages pages);

    [[nodiscard]] std::span<char> space();  ///< Empty when the granted memory is full.
    void commit(qint64 bytes);
    /// More memory for the same part; the rest as above.
    void grow(BudgetGrant memory, qint64 expectedBytes, Pages pages);
    /// Gives back what holds no bytes, but for the rest of a page.
    void shrink();

    [[nodiscard]] qint64 sizeBytes() const { return m_sizeBytes; }
    [[nodiscard]] qint64 grantedBytes() const { return m_memory.amount(); }
    [[nodiscard]] quint64 crc64() const { return m_crc.value(); }
    void makeFirm() { m_memory.makeFirm(); }  ///< See BudgetUse.
    /// The finished part, without copying. No space() after this.
    [[nodiscard]] QByteArray bytes();

private:
    BudgetGrant m_memory;
    QByteArray m_bytes;  ///< As long as the grant until bytes() cuts it to the data.
    qint64 m_sizeBytes = 0;
    Crc64 m_crc;
    bool m_isTouched = false;  ///< Pages that hold no bytes may be there.
};

}  // namespace cosftp
