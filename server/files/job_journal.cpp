// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/job_journal.h"

#include "core/logging.h"
#include "core/text.h"
#include "files/own_objects.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace cosftp {

namespace {

constexpr int version = 1;
constexpr qint64 longestSilenceMs = 600'000;  // an owner that was stopped so long does not go on

QString textOf(const QByteArray &bytes) { return QString::fromUtf8(bytes); }
QByteArray bytesOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString().toUtf8();
}

}  // namespace

QByteArray journalPrefix() { return QByteArray(ownObjectsPrefix) + "jobs/"; }
QByteArray journalKey(const QByteArray &id) { return journalPrefix() + id + ".json"; }
QByteArray claimKey(const QByteArray &id) { return journalPrefix() + id + ".claim"; }

QByteArray journalJson(const JournalRecord &record)
{
    const QJsonObject object{{QStringLiteral("version"), version},
                             {QStringLiteral("id"), textOf(record.id)},
                             {QStringLiteral("kind"), QStringLiteral("rename")},
                             {QStringLiteral("from"), textOf(record.from)},
                             {QStringLiteral("to"), textOf(record.to)},
                             {QStringLiteral("decided"), record.isDecided},
                             {QStringLiteral("started"), record.started.toString(Qt::ISODate)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<JournalRecord> parseJournal(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    JournalRecord record;
    record.id = bytesOf(object, "id");
    record.from = bytesOf(object, "from");
    record.to = bytesOf(object, "to");
    record.isDecided = object.value(QLatin1String("decided")).toBool();
    record.started =
        QDateTime::fromString(object.value(QLatin1String("started")).toString(), Qt::ISODate);
    const bool isGood = object.value(QLatin1String("version")).toInt() == version
                        && bytesOf(object, "kind") == "rename" && !record.id.isEmpty()
                        && record.from.size() > 1 && record.from.endsWith('/')
                        && record.to.size() > 1 && record.to.endsWith('/')
                        && !record.to.startsWith(record.from) && !record.from.startsWith(record.to);
    return isGood ? Result<JournalRecord>(record)
                  : Failure::of(Failure::Code::Corrupt, QStringLiteral("not a journal of ours"));
}

JobJournal::JobJournal(ObjectStore &store, const QByteArray &from, const QByteArray &to,
                       QObject *parent)
    : QObject(parent), m_store(store)
{
    m_record.id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_record.from = from;
    m_record.to = to;
    m_record.started = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC);
    connect(&m_timer, &QTimer::timeout, this, &JobJournal::renew);
}

JobJournal::~JobJournal() = default;

void JobJournal::open(Handler<Done> handler)
{
    write([this, handler = std::move(handler)](const Outcome &written) {
        m_isWritten = written.has_value();
        if (m_isWritten)
            m_timer.start(renewal);
        else
            qCWarning(lcStore).noquote()
                << "renaming" << escaped(m_record.from)
                << "without a journal, so a crash would leave copies:" << describe(written.error());
        const bool isTolerable = !written && written.error().code == Failure::Code::Denied;
        handler(isTolerable ? Outcome(Done()) : written);
    });
}

void JobJournal::write(Handler<Done> handler)
{
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    m_store.put(journalKey(m_record.id), journalJson(m_record), attributes, this,
                [this, handler = std::move(handler)](const Result<StoredObject> &stored) {
                    if (stored)
                        m_lastWritten.start();
                    handler(stored ? Outcome(Done()) : Outcome(stored.error()));
                });
}

void JobJournal::renew()
{
    if (std::exchange(m_isRenewing, true))
        return;
    write([this](const Outcome &) {
        m_isRenewing = false;
        if (m_afterRenewal)
            writeDecision(std::exchange(m_afterRenewal, nullptr));
    });
}

// Behind a renewal that is under way: the two must not arrive in the wrong order.
void JobJournal::decide(Handler<Done> handler)
{
    m_timer.stop();
    if (m_isRenewing)
        m_afterRenewal = std::move(handler);
    else
        writeDecision(handler);
}

void JobJournal::writeDecision(const Handler<Done> &handler)
{
    if (!m_isWritten)
        return handler(Done());
    if (m_lastWritten.hasExpired(longestSilenceMs))
        return handler(Failure::of(Failure::Code::Changed,
                                   QStringLiteral("this server was away for too long")));
    m_record.isDecided = true;
    write([this, handler](const Outcome &written) {
        written ? checkClaim(handler) : handler(written);
    });
}

// Whoever takes a job over claims it first and reads the journal then. So if no claim is there
// after the decision was written, the other one will read the decision.
void JobJournal::checkClaim(const Handler<Done> &handler)
{
    m_store.head(claimKey(m_record.id), this, [handler](const Result<ObjectInfo> &claim) {
        if (claim)
            return handler(Failure::of(Failure::Code::Changed,
                                       QStringLiteral("another server has taken the job over")));
        const bool isFree = claim.error().code == Failure::Code::NotFound;
        handler(isFree ? Outcome(Done()) : Outcome(claim.error()));
    });
}

void JobJournal::close(std::function<void()> done)
{
    m_timer.stop();
    if (!std::exchange(m_isWritten, false))
        return done();
    m_store.remove(journalKey(m_record.id), this, [done = std::move(done)](const Outcome &removed) {
        if (!removed)
            qCWarning(lcStore).noquote()
                << "a journal stays until the next clean-up:" << describe(removed.error());
        done();
    });
}

}  // namespace cosftp
