// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/free_name.h"

#include "core/thread_check.h"

#include <QRandomGenerator>

namespace cosftp {

namespace {

constexpr int mostTries = 10;

QByteArray suggestName()
{
    return uniqueName(QDateTime::currentDateTimeUtc(), QRandomGenerator::system()->generate64());
}

}  // namespace

QByteArray uniqueName(const QDateTime &now, quint64 random)
{
    return now.toUTC().toString(QStringLiteral("yyyyMMdd'T'hhmmss")).toLatin1() + '-'
           + QByteArray::number(random, 16).rightJustified(16, '0');
}

FreeName::FreeName(FileTree &tree, VirtualPath folder, QObject *context,
                   Handler<VirtualPath> handler, Suggest suggest)
    : QObject(context), m_tree(tree), m_folder(std::move(folder)), m_handler(std::move(handler)),
      m_suggest(std::move(suggest))
{}

void FreeName::find(FileTree &tree, const VirtualPath &folder, QObject *context,
                    Handler<VirtualPath> handler, const Suggest &suggest)
{
    (new FreeName(tree, folder, context, std::move(handler), suggest ? suggest : suggestName))
        ->tryNext();
}

void FreeName::tryNext()
{
    assertThread(*this);
    if (++m_tries > mostTries)
        return finish(
            Failure::of(Failure::Code::Busy, QStringLiteral("ten names for STOU were taken")));
    const VirtualPath path = m_folder.child(m_suggest());
    m_tree.stat(path, this, [this, path](const Result<Entry> &entry) { onAnswer(path, entry); });
}

void FreeName::onAnswer(const VirtualPath &path, const Result<Entry> &entry)
{
    if (entry)
        return tryNext();
    if (entry.error().code == Failure::Code::NotFound)
        return finish(path);
    finish(entry.error());
}

void FreeName::finish(const Result<VirtualPath> &result)
{
    assertThread(*this);
    deleteLater();
    m_handler(result);
}

}  // namespace cosftp
