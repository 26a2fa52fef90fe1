// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/shortage.h"

#include "core/logging.h"

#include <cerrno>
#include <cstring>
#include <sys/resource.h>

namespace cosftp {

namespace {
// Between two connections that are accepted there may be many that are not: that is one shortage.
constexpr qint64 quietMs = 60'000;
}  // namespace

bool isShortage(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

QString shortageText(int error)
{
    const QString text = QString::fromLocal8Bit(std::strerror(error));
    if (error == ENFILE)
        return text + QStringLiteral(": the whole machine has no more (fs.file-max)");
    if (error != EMFILE)
        return text;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return text
           + QStringLiteral(": this process may have %1 (ulimit -n; LimitNOFILE= of its systemd "
                            "unit)")
                 .arg(limit.rlim_cur);
}

void Shortage::note(int error)
{
    if (!m_last.isValid())
        qCWarning(lcNet).noquote() << m_what << '-' << shortageText(error);
    m_last.start();
}

void Shortage::noteEnough()
{
    if (!m_last.isValid() || !m_last.hasExpired(quietMs))
        return;
    m_last.invalidate();
    qCInfo(lcNet).noquote() << m_what << "- that is over";
}

}  // namespace cosftp
