// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/read_small.h"

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
    /// When its owner wrote it last, by the store's clock; stands in it once somebody mends.
    QDateTime written = {};
    bool operator==(const JournalRecord &) const = default;
};

/// The prefix of all journals; ends in '/'.
QByteArray journalPrefix();
QByteArray journalKey(const QByteArray &id);
QByteArray journalJson(const JournalRecord &record);
/// Fails with Corrupt for anything that journalJson() does not write.
Result<JournalRecord> parseJournal(const QByteArray &json);
/// The record with the decision, which is kept beside it as metadata, and with `written`.
Result<JournalRecord> readJournal(const SmallObject &object);

/// The journal of a job that runs here: written before the first copy, renewed while it runs,
/// decided before the first removal, gone when all is done. Renewing and deciding are copies of the
/// object onto itself on the condition that it is the one that was written, so a request that was
/// long on its way never brings back a journal that was removed: a rename that is over would look
/// like one that was interrupted. Whoever mends holds the claims of both folders, as the owner does
/// while the job runs. Who must not write there (a key limited to a folder) works without one.
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
    /// Fails with Changed if somebody else has removed the journal: nothing may be removed then.
    void decide(Handler<Done> handler);
    /// All is done; a journal that cannot be removed now is found by the next clean-up.
    void close(std::function<void()> done);

private:
    void renew();
    void writeDecision(const Handler<Done> &handler);
    void rewrite(bool isDecided, Handler<Done> handler);

    std::shared_ptr<ObjectStore> m_store;
    JournalRecord m_record;
    QByteArray m_etag;
    QTimer m_timer;
    Handler<Done> m_afterRenewal;
    bool m_isRenewing = false;
    bool m_isWritten = false;
};

}  // namespace cosftp
