// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/folder_command.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"
#include "monitor/monitor.h"

namespace cosftp {

namespace {
constexpr std::chrono::seconds lineInterval{5};
}

FolderCommand::FolderCommand(Session &session, JobRecord::Kind kind, VirtualPath from,
                             VirtualPath to)
    : DataJob(session), m_kind(kind), m_from(std::move(from)), m_to(std::move(to)),
      m_monitor(session.services().monitor), m_work(std::make_unique<QObject>())
{
    setSubject(kind == JobRecord::Kind::Rename
                   ? "RNFR " + m_from.toBytes() + " RNTO " + m_to.toBytes()
                   : "SITE RMDIR " + m_from.toBytes());
    connect(&m_working, &QTimer::timeout, this, &FolderCommand::sayWorking);
}

FolderCommand::~FolderCommand() { stopWork(); }

void FolderCommand::start()
{
    assertThread(*this);
    const Handler<Done> handler = [this](const Outcome &outcome) { onEnded(outcome); };
    if (m_kind == JobRecord::Kind::Rename)
        session().tree().rename(m_from, m_to, m_work.get(), handler, options());
    else
        session().tree().removeTree(m_from, m_work.get(), handler, options());
}

FolderJobOptions FolderCommand::options()
{
    FolderJobOptions options;
    options.maxKeys = session().settings().limits.folderRenameLimit;
    options.mayHold = [this, grant = std::make_shared<BudgetGrant>(),
                       budget = session().services().budgets.folders](qint64 bytes) {
        const bool fits = budget == nullptr || resizeGrant(*grant, *budget, bytes);
        m_lacksMemory = m_lacksMemory || !fits;
        return fits;
    };
    options.onProgress = [this](qint64 done, qint64 total) { onProgress(done, total); };
    options.onDecided = [this] {
        m_isDecided = true;
        m_working.start(lineInterval);
    };
    return options;
}

void FolderCommand::onProgress(qint64 done, qint64 total)
{
    assertThread(*this);
    if (m_progress == nullptr) {
        JobRecord record;
        record.sessionId = session().id();
        record.kind = m_kind;
        record.user = session().loggedInUser();
        if (const Result<Location> at = session().tree().locate(m_from))
            record.bucket = at->mount->bucket;
        record.from = m_from.toBytes();
        record.to = m_kind == JobRecord::Kind::Rename ? m_to.toBytes() : QByteArray();
        record.started = QDateTime::currentDateTimeUtc();
        m_progress = m_monitor->jobs().begin(record);
    }
    m_progress->set(done, total);
}

void FolderCommand::onEnded(const Outcome &outcome)
{
    assertThread(*this);
    if (step() == Step::Ended)
        return;
    session().state().forgetToldBelow(m_from);
    session().state().forgetToldBelow(m_to);
    const QByteArray success =
        m_kind == JobRecord::Kind::Rename ? "Renamed." : "Folder removed with all it held.";
    const Reply reply = outcome ? Reply{250, success, {}, {}} : replyFor(outcome.error());
    m_working.stop();
    if (m_progress != nullptr)
        m_monitor->jobs().end(std::exchange(m_progress, nullptr));
    finish(reply);
}

Reply FolderCommand::replyFor(const Failure &failure)
{
    if (failure.code == Failure::Code::TooLarge)
        return session().refusal(
            550,
            "The folder holds more than "
                + QByteArray::number(session().settings().limits.folderRenameLimit)
                + " files (folder_rename_limit); nothing was changed.",
            describe(failure), subject());
    if (m_lacksMemory)
        return session().refusal(
            450,
            "Other folders are being renamed or removed, and the names of this one do not fit "
            "into memory beside theirs; nothing was changed, try again later.",
            describe(failure), subject());
    const Reply reply = session().explain(failure, Phase::Lookup, "folder " + m_from.toBytes());
    return m_hasBegun ? Reply{250, "Renamed, but old names are left: " + reply.text, {}, {}}
                      : reply;
}

void FolderCommand::sayWorking()
{
    session().sendText(std::exchange(m_hasBegun, true)
                           ? QByteArray(" Working.\r\n")
                           : QByteArray("250-Renamed; removing the old names.\r\n"));
}

// What was decided is carried through.
void FolderCommand::cancel()
{
    assertThread(*this);
    if (!m_isDecided)
        DataJob::cancel();
}

void FolderCommand::stopWork()
{
    assertThread(*this);
    m_working.stop();
    m_work.reset();
    if (m_progress != nullptr)
        m_monitor->jobs().end(std::exchange(m_progress, nullptr));
}

}  // namespace cosftp
