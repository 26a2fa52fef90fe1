// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/object_version.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace cosftp {

/// Other folders' jobs hold as many keys as may be held at once.
Failure keysDoNotFit();

/// The objects below a folder that is renamed or removed, in some hundred bytes each: their names
/// and ETags one behind the other, and what has become of each. An object is known by its number,
/// which sort() changes. Names are those below the folder; the folder's own marker is "". Thread:
/// its job's.
class FolderLedger
{
public:
    /// Asked with all the bytes that the ledger holds, so that somebody may count them; false: that
    /// is too much.
    using MayHold = std::function<bool(qint64 bytes)>;

    explicit FolderLedger(MayHold mayHold = {});
    ~FolderLedger();
    Q_DISABLE_COPY_MOVE(FolderLedger)

    // --- Noting: what the listing shows
    void add(QByteArrayView name, QByteArrayView etag, qint64 sizeBytes);
    [[nodiscard]] bool mayBeHeld() const;  ///< See MayHold.
    /// For find(): by the bytes of the names.
    void sort();
    void dropLast(qsizetype count);

    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_rows.size()); }
    [[nodiscard]] QByteArray name(qsizetype number) const;
    [[nodiscard]] QByteArray etag(qsizetype number) const;
    [[nodiscard]] std::optional<qsizetype> find(QByteArrayView name) const;
    [[nodiscard]] qsizetype longestName() const { return m_longestName; }
    [[nodiscard]] qint64 bytes() const;

    // --- Copying
    /// The store is asked for a copy of `source`. It may come to be, and so may those before it.
    void begin(qsizetype number, const ObjectVersion &source);
    /// The store has confirmed `copy` of `source`.
    void confirm(qsizetype number, const ObjectVersion &source, const ObjectVersion &copy);
    /// Its copies are of no interest any more.
    void forget(qsizetype number);
    [[nodiscard]] bool isConfirmed(qsizetype number) const;
    [[nodiscard]] qsizetype confirmed() const { return m_confirmed; }
    /// What the copy may be; empty if none was begun, one if it is confirmed.
    [[nodiscard]] QList<ObjectVersion> copies(qsizetype number) const;
    /// The version that was copied; only of a confirmed one.
    [[nodiscard]] ObjectVersion source(qsizetype number) const;

    // --- Removing the sources
    void visit(qsizetype number);
    [[nodiscard]] bool isVisited(qsizetype number) const;

private:
    struct Text  // a piece of m_text
    {
        quint32 at = 0;
        quint16 size = 0;
    };
    enum class State : quint8 { Noted, Begun, Confirmed };
    struct Row
    {
        qint64 sizeBytes = 0;
        quint64 crc64 = 0;
        qint64 notAfterMs = 0;  // 0: not known
        Text name;
        Text etag;  // of the source
        Text copyEtag;
        State state = State::Noted;
        bool hasCrc = false;
        bool isVisited = false;
    };

    [[nodiscard]] Row &row(qsizetype number) { return m_rows[static_cast<std::size_t>(number)]; }
    [[nodiscard]] const Row &row(qsizetype number) const
    {
        return m_rows[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] QByteArrayView view(Text text) const;
    Text keep(QByteArrayView bytes);
    Text keep(QByteArrayView bytes, Text before);
    void write(Row &row, const ObjectVersion &source);
    [[nodiscard]] ObjectVersion version(const Row &row, Text etag) const;

    MayHold m_mayHold;
    QByteArray m_text;
    std::vector<Row> m_rows;
    qsizetype m_longestName = 0;
    qsizetype m_confirmed = 0;
    QHash<qsizetype, QList<ObjectVersion>> m_olderTries;  ///< Of those that are begun; seldom.
};

}  // namespace cosftp
