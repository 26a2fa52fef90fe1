// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/part_buffer.h"

#include <algorithm>
#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace cosftp {

namespace {

std::uintptr_t pageBytes()
{
    static const auto bytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    return bytes;
}

// A hint about the whole pages inside; nothing depends on whether the kernel follows it.
void advise(char *begin, qsizetype bytes, int advice)
{
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::uintptr_t mask = ~(pageBytes() - 1);
    const std::uintptr_t first = (address + pageBytes() - 1) & mask;
    const std::uintptr_t end = (address + static_cast<std::uintptr_t>(bytes)) & mask;
    if (first < end)
        ::madvise(begin + (first - address), end - first, advice);
}

// Page faults one by one would cost a sixth of an upload's time.
void touchAtOnce(char *begin, qsizetype bytes) { advise(begin, bytes, MADV_POPULATE_WRITE); }

}  // namespace

PartBuffer::PartBuffer(BudgetGrant memory, qint64 expectedBytes, Pages pages)
{
    grow(std::move(memory), expectedBytes, pages);
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

void PartBuffer::grow(BudgetGrant memory, qint64 expectedBytes, Pages pages)
{
    m_memory.merge(std::move(memory));
    if (const qint64 wanted = std::max(expectedBytes, m_memory.amount());
        wanted > m_bytes.capacity())
        m_bytes.reserve(wanted);
    const qsizetype before = m_bytes.size();
    m_bytes.resize(m_memory.amount());  // inside the reserve: touches nothing but the last byte
    if (pages == Pages::AsBytesCome)
        return;
    m_isTouched = true;
    touchAtOnce(m_bytes.data() + before, m_bytes.size() - before);
}

void PartBuffer::shrink()
{
    const auto page = static_cast<qint64>(pageBytes());
    const qint64 kept = (std::max(m_sizeBytes, qint64{1}) + page - 1) / page * page;
    const qsizetype before = m_bytes.size();
    if (kept >= before)
        return;
    m_bytes.resize(kept);
    if (std::exchange(m_isTouched, false))
        advise(m_bytes.data() + kept + 1, before - kept - 1, MADV_DONTNEED);
    m_memory.shrinkTo(kept);
}

QByteArray PartBuffer::bytes()
{
    m_bytes.truncate(m_sizeBytes);
    return m_bytes;
}

}  // namespace cosftp
