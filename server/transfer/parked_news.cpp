// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_news.h"

#include "core/thread_check.h"
#include "transfer/parked_catalogue.h"

#include <utility>

namespace cosftp {

namespace {
// For somebody else's look. One's own takes as long as the store needs.
constexpr std::chrono::milliseconds longestWait{8000};
}  // namespace

void ParkedNews::ask(ObjectStore &store, const Question &question, QObject *context,
                     Handler<Done> handler)
{
    auto *news = new ParkedNews(store, question, context, std::move(handler));
    QMetaObject::invokeMethod(news, &ParkedNews::check, Qt::QueuedConnection);
}

void ParkedNews::bring(ObjectStore &store, const Question &question, QObject *owner)
{
    if (!question.index->promise(question.bucket, question.user))
        return;
    auto *news = new ParkedNews(store, question, owner, [](const Outcome &) {});
    news->m_isPromised = true;
    QMetaObject::invokeMethod(news, &ParkedNews::check, Qt::QueuedConnection);
}

ParkedNews::ParkedNews(ObjectStore &store, Question question, QObject *context,
                       Handler<Done> handler)
    : QObject(context), m_store(store.share()), m_question(std::move(question)),
      m_handler(std::move(handler)),
      m_since(m_question.index->want(m_question.bucket, m_question.user))
{
    // Queued: the signal comes also from what dies together with the context.
    connect(m_question.index.get(), &ParkedUploads::changed, this, &ParkedNews::check,
            Qt::QueuedConnection);
    m_longestWait.setSingleShot(true);
    connect(&m_longestWait, &QTimer::timeout, this, [this] {
        if (!m_isLooking)
            answer(Done());
    });
    m_longestWait.start(longestWait);
}

ParkedNews::~ParkedNews()
{
    assertThread(*this);
    if (m_isPromised)
        m_question.index->endPromise(m_question.bucket, m_question.user);
    m_question.index->unwant(m_question.bucket, m_question.user);
}

// Once all that waited since an earlier run is known, a look at one user's is enough.
void ParkedNews::check()
{
    assertThread(*this);
    const auto &[index, bucket, user] = m_question;
    if (m_isLooking || !m_handler)
        return;
    if (index->hasLookedSince(bucket, user, m_since))
        return answer(Done());
    const QByteArray whose = index->knows(bucket) ? user : QByteArray();
    m_isLooking = index->shallLearn(bucket, whose);
    if (m_isLooking)
        ParkedCatalogue::load(*m_store, index, bucket, whose, this,
                              [this](const Outcome &outcome) { answer(outcome); });
}

void ParkedNews::answer(const Outcome &outcome)
{
    assertThread(*this);
    if (!m_handler)
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace cosftp
