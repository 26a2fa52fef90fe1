// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/network_test_text.h"

#include <QCoreApplication>

namespace cosftp::networkTestText {

namespace {

using Finding = NetworkStep::Finding;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NetworkTest)
};

QString portsText(const NetworkStep &step)
{
    QString text =
        Words::tr("%1 of %n passive port(s) are free.", nullptr, step.tried).arg(step.free);
    if (step.taken.isEmpty())
        return text;
    QStringList taken;
    for (const quint16 port : step.taken)
        taken += QString::number(port);
    if (step.tried - step.free > step.taken.size())
        taken += QStringLiteral("…");
    return text + QLatin1Char(' ')
           + Words::tr("Taken by other programs, or by transfers that run now: %1.")
                 .arg(taken.join(QStringLiteral(", ")));
}

QString noAnswerText(const NetworkStep &step)
{
    const QString text = Words::tr("Nothing greets at %1.").arg(step.address);
    const QString why = step.error.isEmpty()
                            ? Words::tr("Another program may have the port, or a firewall of this "
                                        "machine stands between.")
                            : step.error;
    return text + QLatin1Char(' ') + why;
}

}  // namespace

QString name(NetworkStep::Kind kind)
{
    switch (kind) {
    case NetworkStep::Kind::Listens:
        return Words::tr("The server answers");
    case NetworkStep::Kind::PassivePorts:
        return Words::tr("Passive ports");
    case NetworkStep::Kind::Announced:
        return Words::tr("Announced address");
    }
    return {};
}

QString finding(const NetworkStep &step)
{
    switch (step.finding) {
    case Finding::Greeted:
        return Words::tr("A client is greeted at %1.").arg(step.address);
    case Finding::Refused:
        return Words::tr("It answers at %1 and takes no clients now: it is paused, or full.")
            .arg(step.address);
    case Finding::NoAnswer:
        return noAnswerText(step);
    case Finding::NotRunning:
        return Words::tr("Not tried: the server does not run.");
    case Finding::AnyPort:
        return Words::tr("The system chooses them; a firewall has to let all of them through.");
    case Finding::PortsFree:
        return portsText(step);
    case Finding::NothingSet:
        return Words::tr("None is set: clients are told the address that they came to.");
    case Finding::Literal:
        return Words::tr("%1 is announced; a name would follow it when it changes.")
            .arg(step.address);
    case Finding::NameKnown:
        return Words::tr("%1 is %2.").arg(step.address, step.addresses.join(QStringLiteral(", ")));
    case Finding::NameUnknown:
        return (Words::tr("%1 has no IPv4 address, which clients have to be told.")
                    .arg(step.address)
                + QLatin1Char(' ') + step.error)
            .trimmed();
    }
    return {};
}

QString verdict(NetworkStep::Verdict verdict)
{
    switch (verdict) {
    case NetworkStep::Verdict::Passed:
        return Words::tr("passed");
    case NetworkStep::Verdict::Doubtful:
        return Words::tr("doubtful");
    case NetworkStep::Verdict::Failed:
        return Words::tr("failed");
    case NetworkStep::Verdict::Skipped:
        return Words::tr("not tried");
    }
    return {};
}

QString report(const QList<NetworkStep> &steps, const QString &serverVersion)
{
    QStringList lines{Words::tr("COS FTP Server %1: test of the network").arg(serverVersion)};
    for (const NetworkStep &step : steps)
        lines += QStringLiteral("%1: %2 (%3 ms). %4")
                     .arg(name(step.kind), verdict(step.verdict))
                     .arg(step.milliseconds)
                     .arg(finding(step));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace cosftp::networkTestText
