// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_lookup.h"

#include "core/logging.h"
#include "core/text.h"
#include "transfer/park_record.h"

#include <QTimer>

namespace cosftp {

namespace {
// An upload that parks itself sends its last part first; a client does not wait for ever.
constexpr std::chrono::milliseconds longestWait{12'000};
}  // namespace

void ParkedLookup::find(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                        const ParkedQuestion &question, QObject *context,
                        Handler<std::optional<ParkedUpload>> handler)
{
    (new ParkedLookup(store, std::move(index), question, context, std::move(handler)))->start();
}

ParkedLookup::ParkedLookup(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                           const ParkedQuestion &question, QObject *context,
                           Handler<std::optional<ParkedUpload>> handler)
    : QObject(context), m_store(store), m_index(std::move(index)), m_question(question),
      m_handler(std::move(handler))
{}

void ParkedLookup::start()
{
    connect(m_index.get(), &ParkedUploads::changed, this, &ParkedLookup::waitOrRead);
    QTimer::singleShot(longestWait, this, &ParkedLookup::read);
    QMetaObject::invokeMethod(this, &ParkedLookup::waitOrRead, Qt::QueuedConnection);
    if (m_question.takesOver && m_index->isRunning(m_question.place))
        m_index->askToPark(m_question.place);
}

void ParkedLookup::waitOrRead()
{
    const bool hasToWait = m_question.takesOver ? m_index->isRunning(m_question.place)
                                                : m_index->isEnding(m_question.place);
    if (!hasToWait)
        read();
}

void ParkedLookup::read()
{
    if (std::exchange(m_hasBegun, true))
        return;
    readSmallObject(m_store, parkedStateKey(m_question.place.user, m_question.place.key), {}, {},
                    maxParkedStateBytes, this,
                    [this](const Result<QByteArray> &json) { onState(json); });
}

// A description that cannot be read must not keep anybody from uploading.
void ParkedLookup::onState(const Result<QByteArray> &json)
{
    if (!json && json.error().code == Failure::Code::NotFound) {
        m_index->forget(m_question.place);
        return answer(std::optional<ParkedUpload>());
    }
    if (!json)
        return answer(json.error());
    const Result<ParkedUpload> state = parseParkedState(*json);
    const bool isOurs =
        state && state->user == m_question.place.user && state->key == m_question.place.key;
    if (!isOurs) {
        qCWarning(lcTransfer).noquote()
            << "ignored:" << parkedStateKey(m_question.place.user, m_question.place.key)
            << (state ? QStringLiteral("names another user or file") : describe(state.error()));
        return answer(std::optional<ParkedUpload>());
    }
    m_found = *state;
    const qint64 ageSeconds = m_found.updated.secsTo(QDateTime::currentDateTimeUtc());
    if (ageSeconds > std::chrono::seconds(m_question.maxAge).count())
        return clearAway();
    listParts(0);
}

void ParkedLookup::listParts(int marker)
{
    m_store.listParts(m_found.key, m_found.uploadId, marker, this,
                      [this](const Result<PartPage> &page) { onParts(page); });
}

void ParkedLookup::onParts(const Result<PartPage> &page)
{
    if (!page && page.error().code == Failure::Code::NotFound)
        return clearAway();
    if (!page)
        return answer(page.error());
    m_parts += page->parts;
    if (page->isTruncated)
        return listParts(page->nextMarker);
    m_found.keepWhatIsIn(m_parts);
    if (m_found.parts.isEmpty())
        return clearAway();
    m_index->note(m_question.place.bucket, m_found);
    answer(std::optional(m_found));
}

void ParkedLookup::clearAway()
{
    qCInfo(lcTransfer).noquote() << "the interrupted upload of"
                                 << escaped(QByteArrayView(m_found.key))
                                 << "is too old or gone; cleared away";
    discardParked(m_store, *m_index, m_question.place.bucket, m_found);
    answer(std::optional<ParkedUpload>());
}

void ParkedLookup::answer(const Answer &result)
{
    deleteLater();
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(result);
}

}  // namespace cosftp
