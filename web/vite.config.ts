import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The server serves dist/ itself; in development Vite hands /api and the sign-in redirects to it.
const api = process.env.REDBRIDGE_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: new URL('./staff', import.meta.url).pathname,
  plugins: [react()],
  build: {
    outDir: new URL('./dist', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': api, '/oauth': api } },
})
