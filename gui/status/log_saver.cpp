// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/log_saver.h"

#include "common/csv.h"
#include "status/log_model.h"

#include <QElapsedTimer>

namespace cosftp {

namespace {

constexpr qint64 sliceMs = 15;
constexpr int linesBetweenLooksAtTheClock = 128;

}  // namespace

LogSaver::LogSaver(const LogModel &model, const QString &fileName, QObject *parent)
    : QObject(parent), m_model(model), m_file(fileName),
      m_isCsv(fileName.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
{
    connect(&m_next, &QTimer::timeout, this, &LogSaver::writeSlice);
    // The oldest lines may be forgotten, or others be shown, while it writes.
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                const int removed = last - first + 1;
                m_row = qMax(0, m_row - removed);
                m_end = qMax(0, m_end - removed);
            });
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &LogSaver::cancel);
}

void LogSaver::start()
{
    m_end = m_model.rowCount();
    if (!m_file.open(QIODevice::WriteOnly))
        return finish(false, m_file.errorString());
    if (m_isCsv)
        m_file.write(csv::byteOrderMark() + logCsvHeader());
    m_next.start(0);
}

void LogSaver::cancel()
{
    if (m_next.isActive())
        finish(false, {});
}

void LogSaver::writeSlice()
{
    QElapsedTimer timer;
    timer.start();
    while (m_row < m_end) {
        const LogLine line = m_model.lineAt(m_row++);
        m_file.write(m_isCsv ? logLineCsv(line) : logLineText(line).toUtf8() + '\n');
        if (m_row % linesBetweenLooksAtTheClock == 0 && timer.hasExpired(sliceMs)) {
            Q_EMIT progressed(m_row, m_end);
            return;
        }
    }
    const bool isDone = m_file.flush() && m_file.commit();
    finish(isDone, isDone ? QString() : m_file.errorString());
}

void LogSaver::finish(bool isDone, const QString &problem)
{
    m_next.stop();
    m_file.cancelWriting();
    Q_EMIT finished(isDone, problem);
}

}  // namespace cosftp
