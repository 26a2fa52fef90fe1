// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/part_buffer.h"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace cosftp {

namespace {

// Page faults one by one would cost a sixth of an upload's time. A hint: what the kernel refuses
// comes page by page, as ever.
void touchAtOnce(char *begin, qsizetype bytes)
{
    static const auto pageBytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::uintptr_t first = (address + pageBytes - 1) & ~(pageBytes - 1);
    const std::uintptr_t end = (address + static_cast<std::uintptr_t>(bytes)) & ~(pageBytes - 1);
    if (first < end)
        ::madvise(begin + (first - address), end - first, MADV_POPULATE_WRITE);
}

}  // namespace

PartBuffer::PartBuffer(BudgetGrant memory, qint64 expectedBytes) : m_memory(std::move(memory))
{
    m_bytes.reserve(std::max(expectedBytes, m_memory.amount()));
    m_bytes.resize(m_memory.amount());  // inside the reserve: touches nothing but the last byte
    if (expectedBytes > 0)
        touchAtOnce(m_bytes.data(), m_bytes.size());
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
    const qsizetype before = m_bytes.size();
    m_bytes.resize(m_memory.amount());
    touchAtOnce(m_bytes.data() + before, m_bytes.size() - before);
}

QByteArray PartBuffer::bytes()
{
    m_bytes.truncate(m_sizeBytes);
    return m_bytes;
}

}  // namespace cosftp
