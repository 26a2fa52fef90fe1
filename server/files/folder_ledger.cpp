// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_ledger.h"

#include <algorithm>
#include <limits>

namespace cosftp {

Failure keysDoNotFit()
{
    return Failure::of(Failure::Code::Busy,
                       QStringLiteral("other folders are being renamed or removed, and the names "
                                      "of this one do not fit into memory beside theirs"));
}

FolderLedger::FolderLedger(MayHold mayHold) : m_mayHold(std::move(mayHold)) {}

FolderLedger::~FolderLedger() = default;

QByteArrayView FolderLedger::view(Text text) const
{
    return QByteArrayView(m_text).sliced(text.at, text.size);
}

FolderLedger::Text FolderLedger::keep(QByteArrayView bytes)
{
    constexpr qsizetype most = std::numeric_limits<quint16>::max();
    const Text text{static_cast<quint32>(m_text.size()),
                    static_cast<quint16>(std::min(bytes.size(), most))};
    m_text.append(bytes.first(text.size));
    return text;
}

// Most ETags are told again and again: by the listing, by HEAD, of the copy.
FolderLedger::Text FolderLedger::keep(QByteArrayView bytes, Text before)
{
    return view(before) == bytes ? before : keep(bytes);
}

// --- Noting

void FolderLedger::add(QByteArrayView name, QByteArrayView etag, qint64 sizeBytes)
{
    Row row;
    row.name = keep(name);
    row.etag = keep(etag);
    row.sizeBytes = sizeBytes;
    m_rows.push_back(row);
    m_longestName = std::max(m_longestName, name.size());
}

bool FolderLedger::mayBeHeld() const
{
    constexpr qint64 mostText = std::numeric_limits<quint32>::max() / 2;  // ETags may be added
    return m_text.size() <= mostText && (m_mayHold == nullptr || m_mayHold(bytes()));
}

void FolderLedger::sort()
{
    std::sort(m_rows.begin(), m_rows.end(), [this](const Row &first, const Row &second) {
        return view(first.name) < view(second.name);
    });
    m_rows.shrink_to_fit();
    m_text.squeeze();
}

void FolderLedger::dropLast(qsizetype count)
{
    m_rows.resize(m_rows.size() - static_cast<std::size_t>(count));
    m_text.truncate(m_rows.empty() ? 0 : m_rows.back().etag.at + m_rows.back().etag.size);
}

QByteArray FolderLedger::name(qsizetype number) const
{
    return view(row(number).name).toByteArray();
}

QByteArray FolderLedger::etag(qsizetype number) const
{
    return view(row(number).etag).toByteArray();
}

std::optional<qsizetype> FolderLedger::find(QByteArrayView name) const
{
    const auto found = std::lower_bound(
        m_rows.begin(), m_rows.end(), name,
        [this](const Row &row, QByteArrayView wanted) { return view(row.name) < wanted; });
    if (found == m_rows.end() || view(found->name) != name)
        return std::nullopt;
    return found - m_rows.begin();
}

qint64 FolderLedger::bytes() const
{
    return static_cast<qint64>(m_rows.capacity() * sizeof(Row)) + m_text.capacity();
}

// --- Copying

void FolderLedger::write(Row &row, const ObjectVersion &source)
{
    row.etag = keep(source.etag, row.etag);
    row.sizeBytes = source.sizeBytes;
    row.hasCrc = source.crc64.has_value();
    row.crc64 = source.crc64.value_or(0);
    row.notAfterMs = 0;
}

ObjectVersion FolderLedger::version(const Row &row, Text etag) const
{
    ObjectVersion version;
    version.etag = view(etag).toByteArray();
    version.sizeBytes = row.sizeBytes;
    if (row.hasCrc)
        version.crc64 = row.crc64;
    return version;
}

void FolderLedger::begin(qsizetype number, const ObjectVersion &source)
{
    Row &row = this->row(number);
    if (row.state != State::Noted)
        m_olderTries[number] += copies(number).last();
    m_confirmed -= row.state == State::Confirmed ? 1 : 0;
    write(row, source);
    row.state = State::Begun;
}

void FolderLedger::confirm(qsizetype number, const ObjectVersion &source, const ObjectVersion &copy)
{
    Row &row = this->row(number);
    m_olderTries.remove(number);
    m_confirmed += row.state == State::Confirmed ? 0 : 1;
    row.state = State::Confirmed;
    write(row, source);
    row.copyEtag = keep(copy.etag, row.etag);
    row.notAfterMs = copy.notAfter.isValid() ? copy.notAfter.toMSecsSinceEpoch() : 0;
}

void FolderLedger::forget(qsizetype number)
{
    Row &row = this->row(number);
    m_olderTries.remove(number);
    m_confirmed -= row.state == State::Confirmed ? 1 : 0;
    row.state = State::Noted;
}

bool FolderLedger::isConfirmed(qsizetype number) const
{
    return row(number).state == State::Confirmed;
}

QList<ObjectVersion> FolderLedger::copies(qsizetype number) const
{
    const Row &row = this->row(number);
    if (row.state == State::Noted)
        return {};
    if (row.state == State::Begun)
        return m_olderTries.value(number) << version(row, row.etag);
    ObjectVersion copy = version(row, row.copyEtag);
    if (row.notAfterMs != 0)
        copy.notAfter = QDateTime::fromMSecsSinceEpoch(row.notAfterMs, Qt::UTC);
    return {copy};
}

ObjectVersion FolderLedger::source(qsizetype number) const
{
    return version(row(number), row(number).etag);
}

// --- Removing the sources

void FolderLedger::visit(qsizetype number) { row(number).isVisited = true; }

bool FolderLedger::isVisited(qsizetype number) const { return row(number).isVisited; }

}  // namespace cosftp
