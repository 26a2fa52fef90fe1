// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/part_buffer.h"

namespace cosftp {

PartBuffer::PartBuffer(BudgetGrant memory, qint64 expectedBytes) : m_memory(std::move(memory))
{
    m_bytes.reserve(std::max(expectedBytes, m_memory.amount()));
    m_bytes.resize(m_memory.amount());  // inside the reserve: touches nothing but the last byte
}

std::span<char> PartBuffer::space()
{
    return {m_bytes.data() + m_sizeBytes, static_cast<std::size_t>(m_bytes.size() - m_sizeBytes)};
}

void PartBuffer::commit(qint64 bytes)
{
    Q_ASSERT(bytes >= 0 && m_sizeBytes + bytes <= m_bytes.size());
    m_crc.add(QByteArrayView(m_bytes).sliced(m_sizeBytes, bytes));
    m_sizeBytes += bytes;
}

void PartBuffer::grow(BudgetGrant memory, qint64 expectedBytes)
{
    m_memory.merge(std::move(memory));
    m_bytes.reserve(std::max(expectedBytes, m_memory.amount()));
    m_bytes.resize(m_memory.amount());
}

QByteArray PartBuffer::bytes()
{
    m_bytes.truncate(m_sizeBytes);
    return m_bytes;
}

}  // namespace cosftp
