import { type AnswerContent, type AnswerGroup, type AnswerValues, FIELD_GROUP_TEXT } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Pagination } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { PageSkeleton } from '../../../ui/screen-states.tsx'
import type { Asked } from './asked-fields.ts'
import { words } from './panel-words.ts'
import { answersPath } from './use-answer.ts'

const PAGE = 20

/** The values of an answer as the list of groups; what is personal comes masked from the server. */
export function MaskedValues({
  matterId,
  answerId,
  asked,
}: {
  matterId: string
  answerId: string
  asked: readonly Asked[]
}) {
  const query = useQuery({
    queryKey: ['assistance-answer', matterId, answerId],
    queryFn: ({ signal }) =>
      api.get<AnswerValues>(`${answersPath(matterId)}/${encodeURIComponent(answerId)}`, {}, signal),
  })
  return (
    <Loaded query={query} skeleton={<PageSkeleton rows={3} />}>
      {({ content }) => <Values content={content} asked={asked} />}
    </Loaded>
  )
}

export function Values({ content, asked }: { content: AnswerContent; asked: readonly Asked[] }) {
  return (
    <div className="rb-stack">
      {content.groups.map((group) => (
        <GroupValues key={group.group} group={group} asked={asked} />
      ))}
    </div>
  )
}

function GroupValues({ group: { group, rows }, asked }: { group: AnswerGroup; asked: readonly Asked[] }) {
  const t = useWords(words)
  const pick = usePick()
  const [page, setPage] = useState(1)
  const used = new Set(rows.flatMap((row) => Object.keys(row)))
  const named = asked.filter((field) => field.group === group && used.has(field.name))
  const columns = [
    ...named.map((field) => ({ name: field.name, text: pick(field.text) })),
    ...[...used].filter((name) => !named.some((field) => field.name === name)).map((name) => ({ name, text: name })),
  ]
  const from = (page - 1) * PAGE
  return (
    <div className="rb-values">
      <h4>
        {pick(FIELD_GROUP_TEXT[group])} <span className="rb-quiet rb-small">{t('records', { n: rows.length })}</span>
      </h4>
      <div className="rb-rows-scroll">
        <table className="rb-rows-table">
          <caption className="rb-hidden">{pick(FIELD_GROUP_TEXT[group])}</caption>
          <thead>
            <tr>
              <th scope="col">#</th>
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  {column.text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(from, from + PAGE).map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: records of an answer never move
              <tr key={from + i}>
                <td className="rb-quiet">{from + i + 1}</td>
                {columns.map((column) => (
                  <td key={column.name}>
                    {row[column.name] ? (
                      <span className="rb-pre">{row[column.name]}</span>
                    ) : (
                      <span className="rb-quiet">—</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pagination
        size="small"
        current={page}
        pageSize={PAGE}
        total={rows.length}
        hideOnSinglePage
        showSizeChanger={false}
        onChange={setPage}
      />
    </div>
  )
}
