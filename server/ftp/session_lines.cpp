// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that is about lines: from the control connection to the command's handler.
#include "core/logging.h"
#include "ftp/command_table.h"
#include "ftp/data_job.h"
#include "ftp/session.h"

#include <array>
#include <utility>

namespace cosftp {

namespace {
constexpr int maxQueuedLines = 32;
constexpr qsizetype maxQueuedBytes = 16 * 1024;
constexpr qint64 maxQueuedReplies = 64 * 1024;
constexpr std::size_t readBytes = 4096;

bool isTakenDuringJob(const ParsedCommand &parsed)
{
    return parsed.verb == "ABOR" || parsed.verb == "NOOP"
           || (parsed.verb == "STAT" && parsed.argument.isEmpty());
}
}  // namespace

void Session::onReadable()
{
    std::array<char, readBytes> buffer{};
    const qint64 count = m_control->read(buffer.data(), buffer.size());
    if (count > 0 && m_lease && !std::exchange(m_hasSpoken, true))
        m_lease->noteSpoken();
    if (m_isLingering) {
        if (count == 0 && m_control->end() != StreamEnd::Open)
            end();
        return;
    }
    for (const ControlLine &line : m_reader.feed(QByteArrayView(buffer.data(), count)))
        takeLine(line);
    if (count == 0 && m_control->end() != StreamEnd::Open)
        return onInputEnded();
    runQueue();
    updateReading();
}

// Scripts send all their commands at once and half-close: the lines that came are carried out.
void Session::onInputEnded()
{
    if (m_control->end() != StreamEnd::Finished)
        return onControlLost();
    m_isHalfClosed = true;
    if (m_job != nullptr)
        m_job->lineHalfClosed();
    runQueue();
}

void Session::takeLine(const ControlLine &line)
{
    if (m_isClosing)
        return;
    m_queue += line;
    m_queueBytes += line.text.size();
    if (m_job != nullptr && parseCommand(line.text).verb == "QUIT")
        m_job->goodbyeCame();
    takeLinesForJob();
}

// ABOR overtakes what waits; the others are taken if nothing waits before them. It makes no
// difference whether they came together with the command that began the job or later.
void Session::takeLinesForJob()
{
    for (qsizetype at = 0; m_job != nullptr && at < m_queue.size();) {
        const ControlLine line = m_queue.at(at);
        const ParsedCommand parsed = parseCommand(line.text);
        const bool isInOrder = at == 0 && !m_job->keepsOrder();
        if (!isTakenDuringJob(parsed) || !(isInOrder || parsed.verb == "ABOR")) {
            ++at;
            continue;
        }
        m_queue.removeAt(at);
        m_queueBytes -= line.text.size();
        execute(line.text);
        at = 0;  // the queue may be another one now
    }
}

// A line that cannot be read may have been any command, so what was announced ends with it.
void Session::runQueue()
{
    if (std::exchange(m_isRunningQueue, true))
        return;
    while (!m_queue.isEmpty() && !isBusy() && !m_isClosing) {
        const ControlLine line = m_queue.takeFirst();
        m_queueBytes -= line.text.size();
        switch (line.kind) {
        case ControlLine::Kind::Command:
            execute(line.text);
            break;
        case ControlLine::Kind::TooLong:
            m_state.takeAnnounced(Ends::All);
            reply(500, "Line too long.");
            break;
        case ControlLine::Kind::Malformed:
            m_state.takeAnnounced(Ends::All);
            reply(501, "Control characters in the line.");
            break;
        case ControlLine::Kind::Flood:
            shutDown("Line too long.");
            break;
        }
    }
    m_isRunningQueue = false;
    if (m_isHalfClosed && m_queue.isEmpty() && !isBusy() && !m_isClosing)
        closeAfterReplies();
}

void Session::updateReading()
{
    if (m_isLingering || m_hasEnded)
        return;
    const bool isFull = m_queue.size() >= maxQueuedLines || m_queueBytes >= maxQueuedBytes
                        || m_control->bytesQueued() > maxQueuedReplies;
    m_control->setReading(!isFull && m_control->end() == StreamEnd::Open && m_control->isOpen());
}

void Session::execute(const QByteArray &line)
{
    const bool hasUser = m_state.login == SessionState::Login::LoggedIn;
    const ParsedCommand parsed = parseCommand(hasUser ? m_state.names.fromClient(line) : line);
    if (isForeignProtocol(parsed.verb)) {
        qCWarning(lcSession).noquote() << m_tag << "closed: not FTP:" << loggableVerb(parsed.verb);
        m_control->close();
        return onControlLost();
    }
    m_idleTimer.start();
    ParsedCommand shown = parsed;
    if (parsed.verb == "USER" && settings().user(parsed.argument) == nullptr)
        shown.argument = "****";
    m_record.lastCommand = loggableCommand(shown);
    qCDebug(lcSession).noquote() << m_tag << '>' << m_record.lastCommand;
    m_record.lastActive = QDateTime::currentDateTimeUtc();
    m_monitor->said(m_record.sessionId, false, m_record.lastCommand);
    updateRecord();
    const Command *command = findCommand(parsed.verb);
    m_state.takeAnnounced(command != nullptr ? command->ends : Ends::Rename);
    if (command == nullptr)
        return isAbsentCommand(parsed.verb) ? reply(502, "Command not available.")
                                            : reply(500, "Unknown command.");
    dispatch(*command, parsed);
}

void Session::dispatch(const Command &command, const ParsedCommand &parsed)
{
    QByteArray argument = parsed.argument;
    if (command.kind == ArgumentKind::Word)
        argument = argument.trimmed();
    if (argument.isEmpty() && command.argument == ArgumentRule::Required)
        return reply(501, "Argument missing: "
                              + QByteArray(command.help != nullptr ? command.help : command.verb));
    if (!argument.isEmpty() && command.argument == ArgumentRule::None)
        return reply(501, QByteArray(command.verb) + " takes no argument.");
    const bool isLoggedIn = m_state.login == SessionState::Login::LoggedIn;
    if (command.login == LoginRule::Needed && !isLoggedIn)
        return reply(530, "Log in with USER and PASS.");
    const bool isDataBare = isLoggedIn && command.data == DataRule::Opens
                            && !m_state.protection.isPrivate
                            && tlsNeed(m_state.userName) == TlsNeed::Both;
    if (isDataBare)
        return reply(521, "Data connections have to be encrypted here: PBSZ 0, then PROT P.");
    if (isLoggedIn && !isBusy())
        renewTree();
    if (command.login == LoginRule::Needed)
        learnWhatWaits();
    command.handler(*this, argument);
    if (command.data == DataRule::Opens && !isBusy())
        refuseEarlyInput();
}

}  // namespace cosftp
