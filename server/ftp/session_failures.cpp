// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that gives failures their ids, and the log its lines about them.
#include "core/logging.h"
#include "core/text.h"
#include "ftp/session.h"

namespace cosftp {

Reply Session::explain(const Failure &why, Phase phase, const QByteArray &subject)
{
    if (phase == Phase::Lookup && saysAll(why))
        return failureReply(why, phase);
    Failure failure = why;
    const bool isUsersRight =
        why.code == Failure::Code::Denied && why.httpStatus == 0 && why.detail.isEmpty();
    if (isUsersRight)
        failure.detail = QStringLiteral("the rights of the user do not allow it there");
    const QByteArray reference = newReference();
    const QString line = QString::fromUtf8(reference + " user " + escaped(m_state.userName) + ' '
                                           + escaped(subject) + " failed: ")
                         + describe(failure);
    if (isServerSide(failure))
        qCWarning(lcSession).noquote() << line;
    else
        qCInfo(lcSession).noquote() << line;
    return failureReply(failure, phase, reference);
}

Reply Session::refusal(int code, const QByteArray &words, const QString &cause,
                       const QByteArray &subject)
{
    const QByteArray reference = newReference();
    qCInfo(lcSession).noquote() << reference << "user" << escaped(m_state.userName)
                                << escaped(subject) << "refused with" << code << escapedText(cause);
    return refusalReply(code, words, reference);
}

// Whoever asks about it reads it aloud or has it in an old mail: short, and never the same again,
// also after a restart.
QByteArray Session::newReference()
{
    return m_tag + '-' + QByteArray::number(++m_references) + '-' + m_services.startMark;
}

}  // namespace cosftp
