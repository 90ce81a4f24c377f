import type { LetterPreview } from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../lib/api.ts'

/** What a text would make, asked for when the typing rests. */
export const usePreview = (key: string, body: string) => {
  const [rested, setRested] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setRested(body), 400)
    return () => clearTimeout(timer)
  }, [body])
  return useQuery({
    queryKey: ['letter-preview', key, rested],
    queryFn: () => api.post<LetterPreview>('/api/letter-templates/preview', { key, body: rested }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
