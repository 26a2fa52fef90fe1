// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/job_journal.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/own_objects.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QUuid>

namespace cosftp {

namespace {

constexpr int version = 1;
const NamedValue decidedMark{"decided", "1"};

QString textOf(const QByteArray &bytes) { return QString::fromUtf8(bytes); }
QByteArray bytesOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString().toUtf8();
}

}  // namespace

QByteArray journalPrefix() { return QByteArray(ownObjectsPrefix) + "jobs/"; }
QByteArray journalKey(const QByteArray &id) { return journalPrefix() + id + ".json"; }

QByteArray journalJson(const JournalRecord &record)
{
    QJsonObject object{{QStringLiteral("version"), version},
                       {QStringLiteral("id"), textOf(record.id)},
                       {QStringLiteral("kind"), QStringLiteral("rename")},
                       {QStringLiteral("from"), textOf(record.from)},
                       {QStringLiteral("to"), textOf(record.to)},
                       {QStringLiteral("decided"), record.isDecided},
                       {QStringLiteral("started"), record.started.toString(Qt::ISODate)}};
    if (record.written.isValid())
        object.insert(QStringLiteral("written"), record.written.toString(Qt::ISODate));
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
    record.written =
        QDateTime::fromString(object.value(QLatin1String("written")).toString(), Qt::ISODate);
    const bool isGood = object.value(QLatin1String("version")).toInt() == version
                        && bytesOf(object, "kind") == "rename" && !record.id.isEmpty()
                        && record.from.size() > 1 && record.from.endsWith('/')
                        && record.to.size() > 1 && record.to.endsWith('/')
                        && !record.to.startsWith(record.from) && !record.from.startsWith(record.to);
    return isGood ? Result<JournalRecord>(record)
                  : Failure::of(Failure::Code::Corrupt, QStringLiteral("not a journal of ours"));
}

Result<JournalRecord> readJournal(const SmallObject &object)
{
    Result<JournalRecord> record = parseJournal(object.content);
    if (!record)
        return record;
    record->isDecided = record->isDecided || object.info.metadata.contains(decidedMark);
    if (!record->written.isValid())
        record->written = object.info.lastModified;
    return record;
}

JobJournal::JobJournal(ObjectStore &store, const QByteArray &from, const QByteArray &to,
                       QObject *parent)
    : QObject(parent), m_store(store.share())
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
    assertThread(*this);
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    const auto onWritten = [this, handler = std::move(handler)](const Result<StoredObject> &made) {
        m_isWritten = made.has_value();
        if (m_isWritten) {
            m_etag = made->etag;
            m_timer.start(renewal);
            return handler(Done());
        }
        qCWarning(lcStore).noquote()
            << "renaming" << escaped(m_record.from)
            << "without a journal, so a crash would leave copies:" << describe(made.error());
        const bool isTolerable = made.error().code == Failure::Code::Denied;
        handler(isTolerable ? Outcome(Done()) : Outcome(made.error()));
    };
    m_store->put(journalKey(m_record.id), journalJson(m_record), attributes, this, onWritten);
}

void JobJournal::rewrite(bool isDecided, Handler<Done> handler)
{
    CopyRequest request;
    request.sourceKey = request.targetKey = journalKey(m_record.id);
    request.sourceEtag = m_etag;
    request.replaced = ObjectAttributes();
    request.replaced->contentType = "application/json";
    if (isDecided)
        request.replaced->metadata = {decidedMark};
    m_store->copy(request, this,
                  [this, handler = std::move(handler)](const Result<StoredObject> &copy) {
                      if (copy)
                          m_etag = copy->etag;
                      const bool isGone = !copy && copy.error().code == Failure::Code::NotFound;
                      if (isGone)
                          return handler(
                              Failure::of(Failure::Code::Changed,
                                          QStringLiteral("another server has taken the job over")));
                      handler(copy ? Outcome(Done()) : Outcome(copy.error()));
                  });
}

void JobJournal::renew()
{
    if (std::exchange(m_isRenewing, true))
        return;
    rewrite(false, [this](const Outcome &) {
        m_isRenewing = false;
        if (m_afterRenewal)
            writeDecision(std::exchange(m_afterRenewal, nullptr));
    });
}

// Behind a renewal that is under way: the two must not arrive in the wrong order.
void JobJournal::decide(Handler<Done> handler)
{
    assertThread(*this);
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
    rewrite(true, handler);
}

// Carried through when the job has gone.
void JobJournal::close(std::function<void()> done)
{
    assertThread(*this);
    m_timer.stop();
    if (!std::exchange(m_isWritten, false))
        return done();
    m_store->remove(journalKey(m_record.id), nullptr,
                    [self = QPointer(this), done = std::move(done)](const Outcome &removed) {
                        if (!removed)
                            qCWarning(lcStore).noquote()
                                << "a journal stays until the next clean-up:"
                                << describe(removed.error());
                        if (self != nullptr)
                            done();
                    });
}

}  // namespace cosftp
