// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace cosftp {

/// What stands in the bucket about a folder that is being renamed, so that whoever comes after a
/// crash can tell what to do: undo it (the source is whole) or carry it through (the copies are).
struct JournalRecord
{
    QByteArray id;
    QByteArray from;         ///< Key prefix, ends in '/'.
    QByteArray to;           ///< Key prefix, ends in '/'; nothing was below it before.
    bool isDecided = false;  ///< All copies stand; sources may have been removed.
    QDateTime started;       ///< UTC, by the clock of the server that made it.
    bool operator==(const JournalRecord &) const = default;
};

/// The prefix of all journals; ends in '/'.
QByteArray journalPrefix();
QByteArray journalKey(const QByteArray &id);
/// Made by who takes over a job that seems to be abandoned, before it looks at the journal; stays
/// for a day, so that the first owner cannot miss it.
QByteArray claimKey(const QByteArray &id);
QByteArray journalJson(const JournalRecord &record);
/// Fails with Corrupt for anything that journalJson() does not write.
Result<JournalRecord> parseJournal(const QByteArray &json);

/// The journal of a job that runs here: written before the first copy, renewed while it runs (that
/// is what shows that its owner lives), decided before the first removal, gone when all is done.
/// Who must not write there (a key limited to a folder) works without one.
class JobJournal final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobJournal)

public:
    static constexpr std::chrono::seconds renewal{20};
    static constexpr std::chrono::seconds lease{120};  ///< Not renewed for so long: abandoned.

    JobJournal(ObjectStore &store, const QByteArray &from, const QByteArray &to, QObject *parent);
    ~JobJournal() override;

    [[nodiscard]] QByteArray key() const
    {
        return m_isWritten ? journalKey(m_record.id) : QByteArray();
    }

    void open(Handler<Done> handler);
    /// Fails with Changed if somebody else has taken the job over: nothing may be removed then.
    void decide(Handler<Done> handler);
    /// All is done; a journal that cannot be removed now is found by the next clean-up.
    void close(std::function<void()> done);

private:
    void renew();
    void writeDecision(const Handler<Done> &handler);
    void write(Handler<Done> handler);
    void checkClaim(const Handler<Done> &handler);

    ObjectStore &m_store;
    JournalRecord m_record;
    QTimer m_timer;
    QElapsedTimer m_lastWritten;
    Handler<Done> m_afterRenewal;
    bool m_isRenewing = false;
    bool m_isWritten = false;
};

}  // namespace cosftp
