// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/settled_uploads.h"

#include "core/thread_check.h"

#include <QTimer>

#include <utility>

namespace cosftp {

namespace {
// The parts under way and the received tail have to reach the store first.
constexpr std::chrono::milliseconds longestWait{8000};
}  // namespace

void SettledUploads::await(const Question &question, QObject *context, Handler<Done> handler)
{
    const bool isAsked = question.running->askToLook(question.at);
    if (!isAsked && !question.index->isLearning(question.at.bucket, question.at.user))
        return handler(Done());
    auto *waiting = new SettledUploads(question, context, std::move(handler));
    QMetaObject::invokeMethod(waiting, &SettledUploads::check, Qt::QueuedConnection);
}

SettledUploads::SettledUploads(Question question, QObject *context, Handler<Done> handler)
    : QObject(context), m_question(std::move(question)), m_handler(std::move(handler))
{
    assertThread(*context);
    // Queued: the signals come also from what dies together with the context.
    connect(m_question.running.get(), &RunningUploads::changed, this, &SettledUploads::check,
            Qt::QueuedConnection);
    connect(m_question.index.get(), &ParkedUploads::changed, this, &SettledUploads::check,
            Qt::QueuedConnection);
    QTimer::singleShot(longestWait, this, &SettledUploads::answer);
}

void SettledUploads::check()
{
    assertThread(*this);
    const UploadPlace &at = m_question.at;
    if (m_question.running->isSettled(at) && !m_question.index->isLearning(at.bucket, at.user))
        answer();
}

void SettledUploads::answer()
{
    assertThread(*this);
    if (!m_handler)
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(Done());
}

}  // namespace cosftp
