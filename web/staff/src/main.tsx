import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { LanguageProvider } from './i18n/language.tsx'
import { ApiError, whenSignedOut } from './lib/api.ts'
import { forgetPerson } from './lib/session.ts'
import { buildRouter } from './router.tsx'
import { ThemeProvider } from './theme/theme.tsx'
import './theme/base.css'
import './theme/parts.css'
import './theme/forms.css'
import './theme/evidence.css'
import './theme/lists.css'
import './theme/bulk.css'

// The pages may not make code from text (Content-Security-Policy); zod asks before it tries.
config({ jitless: true })

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only what may pass by itself is tried again.
      retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 502),
    },
  },
})
whenSignedOut(() => forgetPerson(client))
const router = buildRouter(client)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <ThemeProvider>
          <RouterProvider router={router} />
        </ThemeProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
